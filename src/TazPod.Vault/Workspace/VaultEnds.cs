using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Workspace;

/// <summary>The salt at a vault's start and the authentication tag at its end; shorter, or empty, if the file is not a vault.</summary>
/// <remarks>They identify a vault that opens: without its passphrase, nobody can make two vaults with the same ends.</remarks>
internal sealed record VaultEnds(byte[] Salt, byte[] Tag)
{
    /// <summary>The ends of these bytes.</summary>
    public static VaultEnds Of(ReadOnlySpan<byte> image) => new(
        image[..Math.Min(TazPodFormat.SaltSize, image.Length)].ToArray(),
        image.Length < TazPodFormat.MinimumSize ? [] : TazPodFormat.Tag(image).ToArray());

    /// <summary>The ends of a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static VaultEnds Of(SafeFileHandle file)
    {
        var size = RandomAccess.GetLength(file);
        return new VaultEnds(
            Read(file, 0, (int)Math.Min(TazPodFormat.SaltSize, size)),
            size < TazPodFormat.MinimumSize ? [] : Read(file, size - TazPodFormat.TagSize, TazPodFormat.TagSize));
    }

    /// <summary>Whether they belong to the vault that these facts describe.</summary>
    public bool AreOf(VaultFacts facts) =>
        facts.Tag is { } tag && facts.Salt == Convert.ToHexStringLower(Salt) && tag == Convert.ToHexStringLower(Tag);

    private static byte[] Read(SafeFileHandle file, long at, int count)
    {
        var bytes = new byte[count];
        return RandomAccess.Read(file, bytes, at) == count ? bytes : throw new EndOfStreamException();
    }
}
