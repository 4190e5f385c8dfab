using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Sealing;

/// <summary>A vault format: recognises, opens and seals. No other room knows what its bytes mean.</summary>
internal interface IVaultFormat
{
    /// <summary>Bytes of the smallest vault: one that seals nothing at all.</summary>
    int MinimumSize { get; }

    /// <summary>Bytes of the largest vault.</summary>
    int MaximumSize { get; }

    /// <summary>Whether a vault can have this many bytes.</summary>
    bool Admits(long size) => size >= MinimumSize && size <= MaximumSize;

    /// <summary>The mark of a vault's bytes.</summary>
    SealMark Recognise(ReadOnlySpan<byte> image);

    /// <summary>The mark of a file, of which only the ends are read.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    SealMark Recognise(SafeFileHandle file);

    /// <summary>Derives the key of a vault.</summary>
    /// <param name="passphrase">The passphrase; it must outlive the key.</param>
    /// <param name="mark">The vault's mark.</param>
    VaultKey DeriveKey(Passphrase passphrase, SealMark mark);

    /// <summary>Starts deriving the key of a vault on another core.</summary>
    /// <inheritdoc cref="DeriveKey"/>
    VaultKey BeginKey(Passphrase passphrase, SealMark mark);

    /// <summary>Starts deriving the key of a vault that is still arriving; null while too little of it is here.</summary>
    /// <param name="passphrase">The passphrase; it must outlive the key.</param>
    /// <param name="start">The bytes that are here.</param>
    VaultKey? TryBeginKey(Passphrase passphrase, ReadOnlySpan<byte> start);

    /// <summary>Whether a key opens a vault, which is afterwards what it was.</summary>
    /// <param name="image">The vault, in memory that no collection moves.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="VaultException">TAZPOD3002: cut; TAZPOD3005: larger than the format allows.</exception>
    bool Opens(Memory<byte> image, VaultKey key);

    /// <summary>Opens a vault where its bytes are; null when the key does not. Either way the sealed bytes are gone.</summary>
    /// <inheritdoc cref="Opens"/>
    OpenedPlaintext? TryOpenInPlace(Memory<byte> image, VaultKey key);

    /// <summary>A buffer that collects what is to be sealed.</summary>
    SealingBuffer NewBuffer();

    /// <summary>A buffer that seals what was opened again where it is.</summary>
    /// <param name="opened">What was opened; the buffer takes it over.</param>
    SealingBuffer Reseal(OpenedPlaintext opened);
}
