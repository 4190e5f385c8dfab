using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Sealing;

public class SealingBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_476)]
    [InlineData(65_477)]
    [InlineData(3_000_000)]
    public void A_sealed_vault_opens_again(int size)
    {
        var content = new byte[size];
        Random.Shared.NextBytes(content);
        using var passphrase = Passphrase.FromText("è 🔐");
        using var buffer = new TazPodSealingBuffer();
        foreach (var chunk in content.Chunk(70_000))
        {
            buffer.Write(chunk);
        }

        Assert.Equal(size, buffer.Length);
        Assert.Equal(content, buffer.Plaintext.ToArray());
        var image = buffer.Seal(passphrase);

        Assert.Equal(size + TazPodFormat.MinimumSize, image.Length);
        using var opened = VaultOpener.Open(image, passphrase);
        Assert.Equal(content, opened.Content.ToArray());
    }

    [Theory]
    [InlineData(10, 46)]
    [InlineData(56, 56)]
    [InlineData(60_000, 56)]
    [InlineData(65_000, 65_600)] // does not fit the first buffer
    public void The_start_can_be_replaced_by_a_longer_or_a_shorter_one(int replaced, int by)
    {
        var content = RandomNumberGenerator.GetBytes(65_400);
        var start = RandomNumberGenerator.GetBytes(by);
        using var passphrase = Passphrase.FromText("p");
        using var buffer = new TazPodSealingBuffer();
        buffer.Write(content);

        buffer.ReplaceStart(replaced, start);

        byte[] expected = [.. start, .. content[replaced..]];
        Assert.Equal(expected, buffer.Plaintext.ToArray());
        using var opened = VaultOpener.Open(buffer.Seal(passphrase), passphrase);
        Assert.Equal(expected, opened.Content.ToArray());
    }

    [Fact]
    public void The_same_content_never_seals_to_the_same_salt_or_nonce()
    {
        using var passphrase = Passphrase.FromText("p");
        using var first = new TazPodSealingBuffer();
        using var second = new TazPodSealingBuffer();

        var one = first.Seal(passphrase).Span;
        var two = second.Seal(passphrase).Span;

        Assert.NotEqual(TazPodFormat.Salt(one).ToArray(), TazPodFormat.Salt(two).ToArray());
        Assert.NotEqual(one.Slice(32, 12).ToArray(), two.Slice(32, 12).ToArray());
    }

    [Fact]
    public void It_seals_once_and_accepts_nothing_afterwards()
    {
        using var passphrase = Passphrase.FromText("p");
        using var buffer = new TazPodSealingBuffer();
        buffer.Write("x"u8);
        buffer.Seal(passphrase);

        Assert.Throws<InvalidOperationException>(() => buffer.Seal(passphrase));
        Assert.Throws<InvalidOperationException>(() => buffer.Write("x"u8));
        Assert.Throws<InvalidOperationException>(() => buffer.Plaintext.Length);
        Assert.Throws<InvalidOperationException>(() => buffer.Expect(1));
        Assert.Throws<InvalidOperationException>(() => buffer.BeginSealing(passphrase));
        Assert.Throws<InvalidOperationException>(() => buffer.Seal());
        Assert.False(buffer.CanWrite);
    }

    [Fact]
    public void A_disposed_buffer_accepts_and_answers_nothing()
    {
        using var passphrase = Passphrase.FromText("p");
        var sealedOne = new TazPodSealingBuffer();
        sealedOne.Seal(passphrase);
        var open = new TazPodSealingBuffer();
        sealedOne.Dispose();
        open.Dispose();

        Assert.Throws<ObjectDisposedException>(() => sealedOne.Opens(passphrase, ""));
        Assert.Throws<ObjectDisposedException>(() => open.Write("x"u8));
    }

    [Fact]
    public void Plaintext_is_wiped_when_disposed_and_when_the_buffer_grows()
    {
        using var buffer = new TazPodSealingBuffer();
        buffer.Write("secret"u8);
        var first = buffer.Plaintext;

        buffer.Expect(1_000_000);

        Assert.Equal(new byte[6], first.ToArray());
        var second = buffer.Plaintext;
        Assert.Equal("secret"u8, second.Span);
        buffer.Dispose();
        Assert.Equal(new byte[6], second.ToArray());
    }

    [Fact]
    public void An_empty_passphrase_never_seals()
    {
        using var empty = new Passphrase([]);
        using var buffer = new TazPodSealingBuffer();

        var refusal = Assert.Throws<VaultException>(() => buffer.Seal(empty));

        Assert.Same(VaultErrors.PassphraseUnusable, refusal.Error);
    }

    [Fact]
    public void It_grows_to_the_limit_and_not_beyond()
    {
        using var buffer = new TazPodSealingBuffer(maximumSize: 100_000);
        buffer.Write(new byte[100_000 - TazPodFormat.MinimumSize]);

        var refusal = Assert.Throws<VaultException>(() => buffer.WriteByte(0));

        Assert.Same(VaultErrors.TreeTooLarge, refusal.Error);
        Assert.Equal(ExitCode.Usage, refusal.Error.ExitCode);
    }

    [Fact]
    public void An_opened_vault_is_sealed_again_in_place()
    {
        using var old = Passphrase.FromText("old");
        using var next = Passphrase.FromText("next");
        using var first = new TazPodSealingBuffer();
        first.Write("content"u8);
        var image = first.Seal(old).ToArray();
        var before = image.ToArray();
        using var key = VaultKey.Derive(old, TazPodFormat.Salt(image));
        using var opened = VaultOpener.TryOpenInPlace(image, key)!;

        using var buffer = new TazPodSealingBuffer(opened);
        var anew = buffer.Seal(next);

        Assert.True(anew.Span.Overlaps(image));
        Assert.False(anew.Span[..TazPodFormat.PrefixSize].SequenceEqual(before.AsSpan(0, TazPodFormat.PrefixSize)));
        using var again = VaultOpener.Open(anew, next);
        Assert.True(again.Content.Span.SequenceEqual("content"u8));
        Assert.Throws<ObjectDisposedException>(() => opened.Content);
    }

    [Fact]
    public void A_sealed_vault_is_verified_by_passphrase_and_content_and_not_changed()
    {
        using var passphrase = Passphrase.FromText("p");
        using var another = Passphrase.FromText("q");
        using var buffer = new TazPodSealingBuffer();
        buffer.Write("content"u8);
        var right = Convert.ToHexStringLower(SHA256.HashData("content"u8));
        Assert.Throws<InvalidOperationException>(() => buffer.Opens(passphrase, right));
        var image = buffer.Seal(passphrase);
        var before = image.ToArray();

        Assert.True(buffer.Opens(passphrase, right));
        Assert.False(buffer.Opens(another, right));
        Assert.False(buffer.Opens(passphrase, Convert.ToHexStringLower(SHA256.HashData("other"u8))));
        Assert.Equal(before, image.ToArray());
    }

    [Fact]
    public void The_image_is_wiped_when_disposed()
    {
        using var passphrase = Passphrase.FromText("p");
        var buffer = new TazPodSealingBuffer();
        var image = buffer.Seal(passphrase);

        buffer.Dispose();

        Assert.Equal(new byte[60], image.ToArray());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200_000)]
    [InlineData(long.MaxValue / 2)]
    public void The_expected_size_only_changes_the_capacity(long expected)
    {
        var content = new byte[300_000];
        Random.Shared.NextBytes(content);
        using var passphrase = Passphrase.FromText("p");
        using var buffer = new TazPodSealingBuffer(1_000_000);
        buffer.Write(content.AsSpan(0, 100));

        buffer.Expect(expected);
        buffer.Write(content.AsSpan(100));

        using var opened = VaultOpener.Open(buffer.Seal(passphrase), passphrase);
        Assert.Equal(content, opened.Content.ToArray());
    }
}
