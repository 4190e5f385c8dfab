using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Http;

/// <summary>An object's content. Reading it either reaches the end or fails with a <see cref="VaultException"/>.</summary>
/// <param name="inner">The response body.</param>
/// <param name="length">The expected number of bytes; -1 when unknown.</param>
/// <param name="translate">Creates the exception for a failed read, from its cause and the number of bytes read so far.</param>
internal sealed class ObjectBody(Stream inner, long length, Func<Exception, long, VaultException> translate) : ForwardingStream(inner)
{
    private long read;

    public override long Length => length >= 0 ? length : throw new NotSupportedException();

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0 && buffer.Length > 0 && length >= 0 && read != length)
            {
                throw new EndOfStreamException();
            }

            read += count;
            return count;
        }
        catch (Exception exception) when (exception is not VaultException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw translate(exception, read);
        }
    }
}
