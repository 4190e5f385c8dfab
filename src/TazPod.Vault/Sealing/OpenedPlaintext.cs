using TazPod.Vault.Files;

namespace TazPod.Vault.Sealing;

/// <summary>What a vault held, wiped when disposed.</summary>
internal sealed class OpenedPlaintext : IDisposable
{
    private Memory<byte> bytes;
    private Memory<byte> image;
    private bool isGone;

    /// <summary>Takes the buffer over.</summary>
    /// <param name="bytes">The plaintext.</param>
    /// <param name="image">The vault that it was opened in, if it lies there.</param>
    public OpenedPlaintext(Memory<byte> bytes, Memory<byte> image = default) => (this.bytes, this.image) = (bytes, image);

    /// <summary>The plaintext; not to be kept beyond <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The plaintext was wiped.</exception>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            ObjectDisposedException.ThrowIf(isGone, this);
            return bytes;
        }
    }

    /// <summary>Gives the vault that it was opened in away, to be sealed anew: salt, nonce, the plaintext where it lies, tag.</summary>
    /// <exception cref="InvalidOperationException">It was not opened in place.</exception>
    public Memory<byte> GiveAway()
    {
        ObjectDisposedException.ThrowIf(isGone, this);
        var given = !image.IsEmpty ? image : throw new InvalidOperationException("the vault was not opened in place");
        Forget();
        return given;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LargeBuffer.Wipe(bytes.Span);
        Forget();
    }

    // Not even wiped memory is held on to: the next vault may need it.
    private void Forget() => (bytes, image, isGone) = (default, default, true);
}
