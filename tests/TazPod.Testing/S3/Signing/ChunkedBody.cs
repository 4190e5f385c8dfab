using System.Globalization;
using System.Text;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Signing;

/// <summary>Removes the <c>aws-chunked</c> framing from a body and verifies the signatures in it.</summary>
/// <param name="key">The key that signs chunks and trailers; null when they are not signed.</param>
/// <param name="seed">The signature of the request, on which that of the first chunk depends.</param>
internal sealed class ChunkedBody(SigningKey? key, string seed)
{
    private string previous = seed;

    /// <param name="body">The body; its buffer is overwritten with the content.</param>
    /// <param name="declaredLength">The x-amz-decoded-content-length.</param>
    /// <param name="trailing">Whether trailing headers follow.</param>
    public Payload Decode(Memory<byte> body, long? declaredLength, bool trailing)
    {
        var buffer = body.Span;
        var read = 0;
        var written = 0;
        while (true)
        {
            var header = Line(buffer, ref read).Split(';', 2);
            if (!int.TryParse(header[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size > buffer.Length - read)
                throw Incomplete();
            var chunk = buffer.Slice(read, size);
            Verify(header.Length == 2 ? header[1] : "", chunk);
            chunk.CopyTo(buffer[written..]);
            read += size;
            written += size;
            if (size == 0)
                break;
            if (Line(buffer, ref read).Length > 0)
                throw Incomplete();
        }

        if (declaredLength is { } declared && declared != written)
            throw Incomplete();
        return new Payload(body[..written], trailing ? Trailers(buffer, read) : StoredObject.NoHeaders);
    }

    private static string Line(ReadOnlySpan<byte> buffer, ref int position)
    {
        var length = buffer[position..].IndexOf("\r\n"u8);
        if (length < 0)
            throw Incomplete();
        var line = Encoding.ASCII.GetString(buffer.Slice(position, length));
        position += length + 2;
        return line;
    }

    private static S3Exception Incomplete() =>
        new(400, "IncompleteBody", "The request body terminated unexpectedly or is not what its headers declare");

    private static S3Exception WrongSignature(string what) => new(
        403,
        "SignatureDoesNotMatch",
        $"The signature of {what} we calculated does not match the signature you provided. Check your key and signing method.");

    private void Verify(string extension, ReadOnlySpan<byte> chunk)
    {
        if (key is null)
            return;
        previous = key.SignChunk(previous, chunk);
        if (extension != "chunk-signature=" + previous)
            throw WrongSignature("a chunk");
    }

    private Dictionary<string, string> Trailers(ReadOnlySpan<byte> buffer, int read)
    {
        var trailers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (Line(buffer, ref read) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                throw Incomplete();
            trailers.Add(line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
        }

        if (key is not null)
        {
            trailers.Remove("x-amz-trailer-signature", out var signature);
            var canonical = trailers.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}:{t.Value}\n");
            if (signature != key.SignTrailers(previous, string.Concat(canonical)))
                throw WrongSignature("the trailer");
        }

        return trailers;
    }
}
