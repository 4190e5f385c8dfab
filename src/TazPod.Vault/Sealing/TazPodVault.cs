using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Sealing;

/// <summary><see cref="TazPodFormat"/> as a vault format.</summary>
internal sealed class TazPodVault : IVaultFormat
{
    public int MinimumSize => TazPodFormat.MinimumSize;

    public int MaximumSize => TazPodFormat.MaximumSize;

    // The salt and the tag. Without the passphrase, no other vault can be given both.
    internal static SealMark MarkOf(ReadOnlySpan<byte> image) => new(
        Convert.ToHexStringLower(image[..Math.Min(TazPodFormat.SaltSize, image.Length)]),
        image.Length < TazPodFormat.MinimumSize ? "" : Convert.ToHexStringLower(image[^TazPodFormat.TagSize..]));

    public SealMark Recognise(ReadOnlySpan<byte> image) => MarkOf(image);

    public SealMark Recognise(SafeFileHandle file)
    {
        var size = RandomAccess.GetLength(file);
        return new SealMark(
            Read(file, 0, (int)Math.Min(TazPodFormat.SaltSize, size)),
            size < TazPodFormat.MinimumSize ? "" : Read(file, size - TazPodFormat.TagSize, TazPodFormat.TagSize));
    }

    public IUnlocker Unlocker(Passphrase passphrase, SealMark mark) =>
        new TazPodUnlocker(VaultKey.Derive(passphrase, Convert.FromHexString(mark.Id)));

    public IUnlocker BeginUnlocker(Passphrase passphrase, SealMark mark) =>
        new TazPodUnlocker(VaultKey.Begin(passphrase, Convert.FromHexString(mark.Id)));

    public IUnlocker? TryBeginUnlocker(Passphrase passphrase, ReadOnlySpan<byte> start) =>
        start.Length < TazPodFormat.SaltSize ? null : new TazPodUnlocker(VaultKey.Begin(passphrase, TazPodFormat.Salt(start)));

    public SealingBuffer NewBuffer() => new TazPodSealingBuffer();

    public SealingBuffer Reseal(OpenedPlaintext opened) => new TazPodSealingBuffer(opened);

    private static string Read(SafeFileHandle file, long at, int count)
    {
        var bytes = new byte[count];
        return RandomAccess.Read(file, bytes, at) == count ? Convert.ToHexStringLower(bytes) : throw new EndOfStreamException();
    }
}
