using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Http;

/// <summary>A response body that fails when a read returns nothing for the whole timeout.</summary>
internal sealed class IdleTimeoutBody(Stream inner, TimeSpan timeout, TimeProvider clock) : ForwardingStream(inner)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var watch = new IdleTimeout(timeout, clock, cancellationToken);
        try
        {
            return await Inner.ReadAsync(buffer, watch.Token).ConfigureAwait(false);
        }
        catch (Exception) when (watch.Elapsed)
        {
            throw new StoreSilentException(timeout);
        }
    }
}
