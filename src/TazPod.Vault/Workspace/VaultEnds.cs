using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Workspace;

/// <summary>The salt at a vault's start and the authentication tag at its end; shorter, or empty, where it is no vault at all.</summary>
/// <remarks>A vault that opens is told by them from every other: who has not its passphrase cannot make two with the same.</remarks>
internal sealed record VaultEnds(byte[] Salt, byte[] Tag)
{
    /// <summary>Those of these bytes.</summary>
    public static VaultEnds Of(ReadOnlySpan<byte> image) => new(
        image[..Math.Min(TazPodFormat.SaltSize, image.Length)].ToArray(),
        image.Length < TazPodFormat.MinimumSize ? [] : TazPodFormat.Tag(image).ToArray());

    /// <summary>Those of a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static VaultEnds Of(SafeFileHandle file)
    {
        var size = RandomAccess.GetLength(file);
        return new VaultEnds(
            Read(file, 0, (int)Math.Min(TazPodFormat.SaltSize, size)),
            size < TazPodFormat.MinimumSize ? [] : Read(file, size - TazPodFormat.TagSize, TazPodFormat.TagSize));
    }

    /// <summary>Whether they are those of the vault that these facts are of.</summary>
    public bool AreOf(VaultFacts facts) =>
        facts.Tag is { } tag && facts.Salt == Convert.ToHexStringLower(Salt) && tag == Convert.ToHexStringLower(Tag);

    private static byte[] Read(SafeFileHandle file, long at, int count)
    {
        var bytes = new byte[count];
        return RandomAccess.Read(file, bytes, at) == count ? bytes : throw new EndOfStreamException();
    }
}
