using System.IO.Compression;

namespace TazPod.Vault.S3.Http;

/// <summary>The content of a response that was compressed in transit, although the request did not allow that.</summary>
internal static class CompressedContent
{
    private const string Encoding = "Content-Encoding";
    private const string Length = "Content-Length";

    /// <summary>The content as the store sent it.</summary>
    /// <remarks>We never store compressed content. If another tool did, the content does not match its ETag after decompression and the
    /// download fails there.</remarks>
    /// <exception cref="ForeignResponseException">The compression is unknown.</exception>
    public static HttpContent Unpacked(HttpContent content)
    {
        var plain = content;
        foreach (var encoding in EncodingsOf(content).Reverse())
        {
            var inner = plain;
            plain = new UnpackedContent(inner, encoding switch
            {
                "gzip" or "x-gzip" => packed => new GZipStream(packed, CompressionMode.Decompress),
                "deflate" => packed => new ZLibStream(packed, CompressionMode.Decompress),
                "br" => packed => new BrotliStream(packed, CompressionMode.Decompress),
                _ => throw new ForeignResponseException(
                    $"was compressed in transit ({encoding})",
                    "Turn off compression between here and the store, or use the store's own address."),
            });
        }

        return plain;
    }

    /// <summary>The size of the object in bytes; null when the response does not say.</summary>
    public static long? LengthOf(HttpContent content) =>
        !EncodingsOf(content).Any() && content.Headers.NonValidated.TryGetValues(Length, out var values)
            && long.TryParse(values.First(), out var length) ? length : null;

    // aws-chunked is the framing of an upload, which some stores keep with the object.
    private static IEnumerable<string> EncodingsOf(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues(Encoding, out var values)
            ? values.SelectMany(value => value.Split(',')).Select(value => value.Trim().ToLowerInvariant())
                .Where(value => value is not ("" or "identity" or "aws-chunked"))
            : [];

    /// <summary>Compressed content that is decompressed while it is read. It has no known length.</summary>
    private sealed class UnpackedContent : HttpContent
    {
        private readonly HttpContent inner;
        private readonly Func<Stream, Stream> unpack;

        public UnpackedContent(HttpContent inner, Func<Stream, Stream> unpack)
        {
            this.inner = inner;
            this.unpack = unpack;
            foreach (var (name, values) in inner.Headers.NonValidated)
            {
                if (!name.Equals(Encoding, StringComparison.OrdinalIgnoreCase) && !name.Equals(Length, StringComparison.OrdinalIgnoreCase))
                {
                    Headers.TryAddWithoutValidation(name, values);
                }
            }
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() =>
            unpack(await inner.ReadAsStreamAsync().ConfigureAwait(false));

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var content = await CreateContentReadStreamAsync().ConfigureAwait(false);
            await content.CopyToAsync(stream).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = -1;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
