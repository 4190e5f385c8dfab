using System.Net;

namespace TazPod.Vault.S3.Http;

/// <summary>A request body that reports progress with every block that the connection accepts.</summary>
internal sealed class IdleTimeoutContent : HttpContent
{
    private readonly HttpContent inner;
    private readonly Action moved;

    /// <param name="inner">The body.</param>
    /// <param name="moved">Receives the progress. Can be called after the response has arrived.</param>
    public IdleTimeoutContent(HttpContent inner, Action moved)
    {
        this.inner = inner;
        this.moved = moved;
        foreach (var (name, values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        inner.CopyToAsync(new IdleTimeoutUpload(stream, moved), context, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? -1;
        return length >= 0;
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
