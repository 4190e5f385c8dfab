using TazPod.Vault.Files;

namespace TazPod.Vault.Sealing;

/// <summary>What a vault held, wiped when disposed.</summary>
internal sealed class OpenedPlaintext : IDisposable
{
    private readonly Memory<byte> bytes;
    private bool wiped;

    /// <summary>Takes the buffer over.</summary>
    public OpenedPlaintext(Memory<byte> bytes) => this.bytes = bytes;

    /// <summary>The plaintext; not to be kept beyond <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The plaintext was wiped.</exception>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            ObjectDisposedException.ThrowIf(wiped, this);
            return bytes;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!wiped)
        {
            wiped = true;
            LargeBuffer.Wipe(bytes.Span);
        }
    }
}
