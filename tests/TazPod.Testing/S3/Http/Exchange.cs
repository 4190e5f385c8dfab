using Microsoft.AspNetCore.Http;
using TazPod.Testing.S3.State;

namespace TazPod.Testing.S3.Http;

/// <summary>One request while the endpoint handles it.</summary>
internal sealed class Exchange(HttpContext http, S3State state, RequestTarget target, S3Request request, CancellationToken givenUp)
{
    private Memory<byte>? body;

    public S3State State { get; } = state;

    public RequestTarget Target { get; } = target;

    public S3Request Request { get; } = request;

    /// <summary>Cancelled when the client disconnects or the endpoint stops.</summary>
    public CancellationToken GivenUp { get; } = givenUp;

    /// <summary>Bytes of content received; without the framing of chunks once it has been removed.</summary>
    public long BytesIn { get; set; }

    /// <summary>The error for a key of a DeleteObjects request, if a fault sets one.</summary>
    public Func<string, string?> KeyError { get; set; } = static _ => null;

    /// <summary>The whole body as it was sent; read at the first call.</summary>
    public async Task<Memory<byte>> ReadBodyAsync()
    {
        if (body is { } known)
            return known;
        using var buffer = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        await http.Request.Body.CopyToAsync(buffer, GivenUp);
        var read = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        BytesIn = read.Length;
        body = read;
        return read;
    }
}
