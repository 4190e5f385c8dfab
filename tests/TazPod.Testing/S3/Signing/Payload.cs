namespace TazPod.Testing.S3.Signing;

/// <summary>The body of a request without its framing.</summary>
/// <param name="Content">The content.</param>
/// <param name="Trailers">The trailing headers, names in lower case.</param>
internal sealed record Payload(ReadOnlyMemory<byte> Content, IReadOnlyDictionary<string, string> Trailers)
{
    public static Payload Of(ReadOnlyMemory<byte> content) => new(content, StoredObject.NoHeaders);
}
