using TazPod.Vault.Files;

namespace TazPod.Vault.Sealing;

/// <summary>The plaintext of a vault, wiped when disposed.</summary>
internal sealed class OpenedPlaintext : IDisposable
{
    private Memory<byte> bytes;
    private Memory<byte> image;
    private bool isGone;

    /// <summary>Takes ownership of the buffer.</summary>
    /// <param name="bytes">The plaintext.</param>
    /// <param name="image">The vault image that contains the plaintext, if it was opened in place.</param>
    public OpenedPlaintext(Memory<byte> bytes, Memory<byte> image = default) => (this.bytes, this.image) = (bytes, image);

    /// <summary>The plaintext. Must not be kept beyond <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The plaintext was wiped.</exception>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            ObjectDisposedException.ThrowIf(isGone, this);
            return bytes;
        }
    }

    /// <summary>Gives away the vault image that it was opened in, to be re-sealed: salt, nonce, the plaintext in its place, tag.</summary>
    /// <exception cref="InvalidOperationException">It was not opened in place.</exception>
    public Memory<byte> Detach()
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

    // Not even wiped memory is kept: the next vault may need it.
    private void Forget() => (bytes, image, isGone) = (default, default, true);
}
