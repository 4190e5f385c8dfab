using TazPod.Vault.Text;

namespace TazPod.Vault.Storage;

/// <summary>An object's metadata without its content.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Size">Bytes; -1 if the answer to a GET does not say, in which case the content is read to its end.</param>
/// <param name="LastModified">When it was written according to the store, UTC.</param>
/// <param name="ETag">Unquoted.</param>
/// <param name="Metadata">User metadata, keys in lower case without <c>x-amz-meta-</c>; a missing key is absent, never empty.</param>
public sealed record ObjectHead(
    string Key, long Size, DateTimeOffset LastModified, string ETag, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Whether the ETag is the content's MD5. False for multipart uploads and for encryption with managed keys.</summary>
    public bool ETagIsMd5 { get; init; }

    /// <summary>Whether the object is archived and must be restored in the store before it can be downloaded. False by default.</summary>
    public bool IsArchived { get; init; }

    /// <summary>A metadata value, or null if it is missing or empty.</summary>
    public string? Label(string name) => Metadata.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>A metadata value for a message. Anyone who can write to the store can put any text there.</summary>
    internal string? ShownLabel(string name) => Label(name) is { } label ? PrintableText.OneLine(label) : null;
}
