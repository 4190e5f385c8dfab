using System.IO.Compression;

namespace TazPod.Vault.S3.Http;

/// <summary>An answer's content that something on the way has packed, although nobody asked for that.</summary>
internal static class CompressedContent
{
    private const string Encoding = "Content-Encoding";
    private const string Length = "Content-Length";

    /// <summary>The content as the store gave it.</summary>
    /// <remarks>Nothing of ours is stored packed. What another tool has stored so is not what its ETag says then, and fails there.</remarks>
    /// <exception cref="ForeignResponseException">It is packed in a way that is not known.</exception>
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
                _ => throw new ForeignResponseException($"was packed on the way ({encoding})", "Turn off compression on the way to the store, or use the store's own address."),
            });
        }

        return plain;
    }

    /// <summary>How many bytes the object has, where the answer tells; null where it does not.</summary>
    public static long? LengthOf(HttpContent content) =>
        !EncodingsOf(content).Any() && content.Headers.NonValidated.TryGetValues(Length, out var values)
            && long.TryParse(values.First(), out var length) ? length : null;

    // The framing of an upload, which some stores keep with the object.
    private static IEnumerable<string> EncodingsOf(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues(Encoding, out var values)
            ? values.SelectMany(value => value.Split(',')).Select(value => value.Trim().ToLowerInvariant())
                .Where(value => value is not ("" or "identity" or "aws-chunked"))
            : [];

    /// <summary>The content of another, unpacked as it is read; without its length.</summary>
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
            unpack(await inner.ReadAsStreamAsync());

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var content = await CreateContentReadStreamAsync();
            await content.CopyToAsync(stream);
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
