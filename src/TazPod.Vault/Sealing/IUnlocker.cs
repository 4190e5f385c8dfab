using TazPod.Vault.Errors;

namespace TazPod.Vault.Sealing;

/// <summary>Opens one vault with one passphrase. The work that this takes begins when it is created. Disposing wipes the secrets in it, but
/// not the passphrase.</summary>
internal interface IUnlocker : IDisposable
{
    /// <summary>The passphrase; it belongs to the caller that passed it.</summary>
    Passphrase Passphrase { get; }

    /// <summary>Waits until the key is derived, and identifies the passphrase without revealing anything about it, lower-case hex. Trying a
    /// passphrase against it costs as much as trying it on the vault.</summary>
    string ComputeCheck();

    /// <summary>Whether it is for a vault with this mark, with this passphrase.</summary>
    bool IsFor(Passphrase passphrase, SealMark mark);

    /// <summary>Whether it opens the vault, which is not changed.</summary>
    /// <param name="image">The vault, in pinned memory.</param>
    /// <exception cref="VaultException">TAZPOD3002: truncated; TAZPOD3005: larger than the format allows.</exception>
    bool Opens(Memory<byte> image);

    /// <summary>Opens the vault in place; null if it does not open. In both cases the sealed bytes are gone.</summary>
    /// <inheritdoc cref="Opens"/>
    OpenedPlaintext? TryOpenInPlace(Memory<byte> image);
}
