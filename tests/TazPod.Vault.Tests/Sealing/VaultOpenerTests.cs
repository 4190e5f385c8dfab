using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Sealing;

public class VaultOpenerTests
{
    private static readonly byte[] Image = Seal("secrets"u8, "passphrase");

    [Fact]
    public void Opens_a_vault_in_the_documented_format()
    {
        using var passphrase = Passphrase.FromText("passphrase");
        var key = Rfc2898DeriveBytes.Pbkdf2("passphrase", Image[..32], 100_000, HashAlgorithmName.SHA256, 32);
        var expected = new byte[7];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(Image.AsSpan(32, 12), Image.AsSpan(44..^16), Image.AsSpan(^16..), expected);

        using var opened = VaultOpener.Open(Image, passphrase);

        Assert.Equal("secrets"u8, opened.Content.Span);
        Assert.Equal("secrets"u8, expected);
    }

    [Fact]
    public void Another_passphrase_does_not_open()
    {
        using var other = Passphrase.FromText("passphrase\n");

        Assert.Null(VaultOpener.TryOpen(Image, other));
        var refusal = Assert.Throws<VaultException>(() => VaultOpener.Open(Image, other));
        Assert.Same(VaultErrors.VaultDoesNotOpen, refusal.Error);
        Assert.Contains("wrong passphrase, or the vault is damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Opens_in_place()
    {
        using var passphrase = Passphrase.FromText("passphrase");
        byte[] image = [.. Image];
        using var key = VaultKey.Begin(passphrase, TazPodFormat.Salt(image));

        using (var opened = VaultOpener.TryOpenInPlace(image, key)!)
        {
            Assert.Equal("secrets"u8, opened.Content.Span);
            Assert.Equal("secrets"u8, image.AsSpan(TazPodFormat.PrefixSize..^TazPodFormat.TagSize));
        }

        Assert.Equal(new byte[7], image[TazPodFormat.PrefixSize..^TazPodFormat.TagSize]);
    }

    [Fact]
    public void Another_passphrase_leaves_no_plaintext_in_place()
    {
        using var other = Passphrase.FromText("other");
        byte[] image = [.. Image];
        using var key = VaultKey.Derive(other, TazPodFormat.Salt(image));

        Assert.Null(VaultOpener.TryOpenInPlace(image, key));
        Assert.Equal(-1, image.AsSpan().IndexOf("secrets"u8));
    }

    [Fact]
    public void A_key_is_tried_without_changing_the_vault()
    {
        var image = Seal("content"u8, "passphrase");
        var before = image.ToArray();

        Assert.True(Opens("passphrase"));
        Assert.False(Opens("another"));
        Assert.False(Opens("passphrase", _ => false));
        Assert.True(Opens("passphrase", content => content.Span.SequenceEqual("content"u8)));
        Assert.Equal(before, image);
        image[^1] ^= 1;
        Assert.False(Opens("passphrase"));
        image[^1] ^= 1;
        image[TazPodFormat.PrefixSize] ^= 1;
        Assert.False(Opens("passphrase"));

        bool Opens(string text, Func<ReadOnlyMemory<byte>, bool>? holds = null)
        {
            using var passphrase = Passphrase.FromText(text);
            using var key = VaultKey.Derive(passphrase, TazPodFormat.Salt(image));
            return VaultOpener.Opens(image, key, holds);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(45)]
    [InlineData(66)]
    public void A_flipped_bit_anywhere_does_not_open(int at)
    {
        var damaged = Image.ToArray();
        damaged[at] ^= 1;
        using var passphrase = Passphrase.FromText("passphrase");

        Assert.Null(VaultOpener.TryOpen(damaged, passphrase));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    public void Less_than_the_smallest_vault_is_damaged_whatever_the_passphrase(int size)
    {
        using var passphrase = Passphrase.FromText("passphrase");

        using var key = VaultKey.Derive(passphrase, TazPodFormat.Salt(Image));
        var image = Image.AsMemory(0, size);

        Assert.All(
            new Action[]
            {
                () => VaultOpener.TryOpen(image, passphrase),
                () => VaultOpener.TryOpen(image, key),
                () => VaultOpener.TryOpenInPlace(image, key),
                () => VaultOpener.Opens(image, key),
            },
            open => Assert.Same(VaultErrors.VaultDamaged, Assert.Throws<VaultException>(open).Error));
    }

    [Fact]
    public void The_plaintext_is_wiped_when_disposed()
    {
        using var passphrase = Passphrase.FromText("passphrase");
        var opened = VaultOpener.Open(Image, passphrase);
        var content = opened.Content;

        opened.Dispose();

        Assert.Equal(new byte[7], content.ToArray());
        Assert.Throws<ObjectDisposedException>(() => opened.Content);
    }

    private static byte[] Seal(ReadOnlySpan<byte> content, string text)
    {
        using var passphrase = Passphrase.FromText(text);
        using var buffer = new TazPodSealingBuffer();
        buffer.Write(content);
        return buffer.Seal(passphrase).ToArray();
    }
}
