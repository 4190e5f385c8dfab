using TazPod.Vault.Errors;

namespace TazPod.Vault.Sealing;

/// <summary>Collects plaintext in memory and seals it. Wiped when disposed.</summary>
internal abstract class SealingBuffer : Stream
{
    /// <summary>The mark of the sealed vault; null before it is sealed.</summary>
    public abstract SealMark? Mark { get; }

    /// <summary>Identifies the passphrase that sealed it (<see cref="IUnlocker.ComputeCheck"/>); null before.</summary>
    public abstract string? KeyCheck { get; }

    /// <summary>The plaintext written so far, for hashing before it is sealed. Must not be kept.</summary>
    /// <exception cref="InvalidOperationException">It was sealed, so there is no plaintext any more.</exception>
    public abstract ReadOnlyMemory<byte> Plaintext { get; }

    /// <summary>Reserves room for this many bytes, if memory allows. Growing step by step would leave smaller buffers behind. More bytes
    /// can still be written.</summary>
    public abstract void Expect(long size);

    /// <summary>Replaces the first bytes written so far by others, which can be more.</summary>
    /// <param name="count">The number of bytes that are replaced.</param>
    /// <param name="start">The bytes that replace them.</param>
    /// <exception cref="VaultException">TAZPOD3007: the vault would be larger than the format allows.</exception>
    public abstract void ReplaceStart(int count, ReadOnlySpan<byte> start);

    /// <summary>Creates a fresh salt and starts deriving its key on another core.</summary>
    /// <exception cref="VaultException">TAZPOD1006: the passphrase is empty.</exception>
    public abstract void BeginSealing(Passphrase passphrase);

    /// <summary>Seals the written bytes with the key started by <see cref="BeginSealing"/>.</summary>
    /// <returns>The vault image, valid until this buffer is disposed.</returns>
    /// <exception cref="InvalidOperationException">It was sealed before, or sealing was not started.</exception>
    public abstract ReadOnlyMemory<byte> Seal();

    /// <summary>Whether the sealed vault opens with this passphrase and has the expected content. The vault is not changed.</summary>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="contentSha256">SHA-256 of the plaintext, lower-case hex.</param>
    /// <exception cref="InvalidOperationException">It is not sealed yet.</exception>
    public abstract bool Opens(Passphrase passphrase, string contentSha256);

    /// <summary>Seals the written bytes with a fresh salt and nonce.</summary>
    /// <returns>The vault image, valid until this buffer is disposed.</returns>
    /// <exception cref="VaultException">TAZPOD1006: the passphrase is empty.</exception>
    /// <exception cref="InvalidOperationException">It was sealed before; a nonce is never used twice.</exception>
    public ReadOnlyMemory<byte> Seal(Passphrase passphrase)
    {
        BeginSealing(passphrase);
        return Seal();
    }
}
