using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Sealing;

/// <summary>A vault format: recognises, opens and seals. No other room knows the meaning of a vault's bytes.</summary>
internal interface IVaultFormat
{
    /// <summary>Bytes of an empty vault, the smallest one.</summary>
    int MinimumSize { get; }

    /// <summary>Bytes of the largest vault.</summary>
    int MaximumSize { get; }

    /// <summary>Whether a vault can have this many bytes.</summary>
    bool Admits(long size) => size >= MinimumSize && size <= MaximumSize;

    /// <summary>The mark of a vault's bytes.</summary>
    SealMark Recognise(ReadOnlySpan<byte> image);

    /// <summary>The mark of a vault file. Only its ends are read.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    SealMark Recognise(SafeFileHandle file);

    /// <summary>Prepares to open a vault.</summary>
    /// <param name="passphrase">The passphrase; it must outlive the result.</param>
    /// <param name="mark">The vault's mark.</param>
    IUnlocker Unlocker(Passphrase passphrase, SealMark mark);

    /// <summary>Begins to prepare on another core.</summary>
    /// <inheritdoc cref="Unlocker"/>
    IUnlocker BeginUnlocker(Passphrase passphrase, SealMark mark);

    /// <summary>Begins to prepare on another core while the vault is still arriving; null until enough bytes have arrived.</summary>
    /// <param name="passphrase">The passphrase; it must outlive the result.</param>
    /// <param name="start">The bytes that have arrived.</param>
    IUnlocker? TryBeginUnlocker(Passphrase passphrase, ReadOnlySpan<byte> start);

    /// <summary>A buffer that collects plaintext and seals it.</summary>
    SealingBuffer NewBuffer();

    /// <summary>A buffer that re-seals an opened vault in place.</summary>
    /// <param name="opened">The opened vault; the buffer takes it over.</param>
    SealingBuffer Reseal(OpenedPlaintext opened);
}
