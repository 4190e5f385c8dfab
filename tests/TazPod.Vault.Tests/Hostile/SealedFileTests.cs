using CsCheck;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Hostile;

public sealed class SealedFileTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300).Select(n => (byte)n)];
    private readonly Passphrase passphrase = Passphrase.FromText("a passphrase of the tests");

    // The start of each part: salt, nonce, ciphertext, tag.
    private static readonly int[] Parts =
        [0, TazPodFormat.SaltSize, TazPodFormat.PrefixSize, TazPodFormat.PrefixSize + 300, TazPodFormat.MinimumSize + 300];

    [Fact]
    public void A_vault_that_was_changed_anywhere_never_opens()
    {
        var image = Sealed();
        Gen.Select(Gen.Int[0, Parts.Length - 2], Gen.UInt, Gen.Byte[1, 255], Gen.Int[0, 9]).Spend(
            60,
            change =>
            {
                var (part, offset, mask, way) = change;
                var at = Parts[part] + (int)(offset % (uint)(Parts[part + 1] - Parts[part]));
                byte[] changed = way switch
                {
                    0 => image[..at],
                    1 => image[(at + 1)..],
                    2 => [.. image, mask],
                    3 => [.. image[..at], .. image[(at + 1)..]],
                    4 => [.. image[..at], mask, .. image[at..]],
                    _ => [.. image[..at], (byte)(image[at] ^ mask), .. image[(at + 1)..]],
                };

                AssertIsRefused(changed);
            },
            change => change.ToString());
    }

    [Fact]
    public void Random_bytes_of_any_length_do_not_open() => Gen.Byte.Array[0, 200].Spend(20, AssertIsRefused, Convert.ToHexString);

    [Fact]
    public void Only_the_passphrase_opens()
    {
        var image = Sealed();
        Gen.Byte.Array[0, 30].Spend(
            20,
            bytes =>
            {
                using var other = new Passphrase(bytes);
                Assert.Null(VaultOpener.TryOpen(image, other));
            },
            Convert.ToHexString);
    }

    private byte[] Sealed()
    {
        using var buffer = new TazPodSealingBuffer();
        buffer.Write(Content);
        var image = buffer.Seal(passphrase).ToArray();
        using var opened = VaultOpener.Open(image, passphrase);
        Assert.Equal(Content, opened.Content);
        return image;
    }

    private void AssertIsRefused(byte[] image)
    {
        var refusal = Assert.Throws<VaultException>(() => VaultOpener.Open(image, passphrase));
        Assert.Contains(refusal.Error, new[] { VaultErrors.VaultDoesNotOpen, VaultErrors.VaultDamaged });
    }
}
