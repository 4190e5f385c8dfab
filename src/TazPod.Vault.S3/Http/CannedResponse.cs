namespace TazPod.Vault.S3.Http;

/// <summary>A connection to a server that answers every request with a one-byte object and closes the connection.</summary>
internal sealed class CannedResponse() : ForwardingStream(new MemoryStream(Answer, writable: false))
{
    private static readonly byte[] Answer =
        """
        HTTP/1.1 200 OK
        Connection: close
        Content-Length: 1
        Date: Thu, 01 Jan 2026 00:00:00 GMT
        ETag: "cfcd208495d565ef66e7dff9f98764da"
        Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT
        x-amz-meta-vault-sha256: 00

        0
        """u8.ToArray();

    public override bool CanWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Inner.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count)
    {
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
