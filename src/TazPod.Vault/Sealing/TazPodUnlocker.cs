namespace TazPod.Vault.Sealing;

/// <summary>Opens a vault of TazPod's format with the key of its salt.</summary>
internal sealed class TazPodUnlocker(VaultKey key) : IUnlocker
{
    public Passphrase Passphrase => key.Passphrase;

    public string ComputeCheck() => key.ComputeCheck();

    public bool IsFor(Passphrase passphrase, SealMark mark) => key.IsOf(passphrase, mark);

    public bool Opens(Memory<byte> image) => VaultOpener.Opens(image, key);

    public OpenedPlaintext? TryOpenInPlace(Memory<byte> image) => VaultOpener.TryOpenInPlace(image, key);

    public void Dispose() => key.Dispose();
}
