using TazPod.Vault.Text;

namespace TazPod.Vault.Storage;

/// <summary>An object's facts without its content.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Size">Bytes; -1 where the answer to a GET does not say: then they are read to their end.</param>
/// <param name="LastModified">When the store says it was written, UTC.</param>
/// <param name="ETag">Unquoted.</param>
/// <param name="Metadata">User metadata, keys in lower case without <c>x-amz-meta-</c>; a missing key is absent, never empty.</param>
public sealed record ObjectHead(
    string Key, long Size, DateTimeOffset LastModified, string ETag, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Whether the ETag is the content's MD5: false for multipart uploads and for encryption with managed keys.</summary>
    public bool ETagIsMd5 { get; init; }

    /// <summary>Whether the store has archived it, and does not hand it out before it is restored there. The default is false.</summary>
    public bool IsArchived { get; init; }

    /// <summary>A metadata value, or null when it is missing or empty.</summary>
    public string? Label(string name) => Metadata.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>The same for a message: whoever may write to the store may write anything there.</summary>
    internal string? ShownLabel(string name) => Label(name) is { } label ? PrintableText.OneLine(label) : null;
}
