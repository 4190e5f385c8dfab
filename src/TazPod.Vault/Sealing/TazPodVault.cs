using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Sealing;

/// <summary><see cref="TazPodFormat"/> as a vault format.</summary>
internal sealed class TazPodVault : IVaultFormat
{
    public int MinimumSize => TazPodFormat.MinimumSize;

    public int MaximumSize => TazPodFormat.MaximumSize;

    // The salt and the tag: who does not have the passphrase cannot make two vaults with the same.
    public SealMark Recognise(ReadOnlySpan<byte> image) => new(
        Convert.ToHexStringLower(image[..Math.Min(TazPodFormat.SaltSize, image.Length)]),
        image.Length < TazPodFormat.MinimumSize ? "" : Convert.ToHexStringLower(image[^TazPodFormat.TagSize..]));

    public SealMark Recognise(SafeFileHandle file)
    {
        var size = RandomAccess.GetLength(file);
        return new SealMark(
            Read(file, 0, (int)Math.Min(TazPodFormat.SaltSize, size)),
            size < TazPodFormat.MinimumSize ? "" : Read(file, size - TazPodFormat.TagSize, TazPodFormat.TagSize));
    }

    public VaultKey DeriveKey(Passphrase passphrase, SealMark mark) => VaultKey.Derive(passphrase, Convert.FromHexString(mark.Id));

    public VaultKey BeginKey(Passphrase passphrase, SealMark mark) => VaultKey.Begin(passphrase, Convert.FromHexString(mark.Id));

    public VaultKey? TryBeginKey(Passphrase passphrase, ReadOnlySpan<byte> start) =>
        start.Length < TazPodFormat.SaltSize ? null : VaultKey.Begin(passphrase, TazPodFormat.Salt(start));

    public bool Opens(Memory<byte> image, VaultKey key) => VaultOpener.Opens(image, key);

    public OpenedPlaintext? TryOpenInPlace(Memory<byte> image, VaultKey key) => VaultOpener.TryOpenInPlace(image, key);

    public SealingBuffer NewBuffer() => new();

    public SealingBuffer Reseal(OpenedPlaintext opened) => new(opened);

    private static string Read(SafeFileHandle file, long at, int count)
    {
        var bytes = new byte[count];
        return RandomAccess.Read(file, bytes, at) == count ? Convert.ToHexStringLower(bytes) : throw new EndOfStreamException();
    }
}
