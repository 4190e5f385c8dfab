using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Http;

/// <summary>An object's content: ends whole, or with one exception of the family.</summary>
/// <param name="inner">The answer's body.</param>
/// <param name="length">How many bytes must come; -1 when unknown.</param>
/// <param name="translate">Makes the exception of a broken read, told how many bytes had come.</param>
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
            var count = await Inner.ReadAsync(buffer, cancellationToken);
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
