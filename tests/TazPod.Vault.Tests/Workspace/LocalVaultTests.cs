using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Tests.Archive;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Tests.Workspace;

public sealed class LocalVaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((5 << 20) + 1)]
    public async Task What_was_read_is_what_was_hashed(int size)
    {
        using var scratch = new Scratch();
        var content = Content(size);
        var path = scratch.Write("vault.tar.aes", content);
        var read = await LocalVault.ReadAsync(path, TestContext.Current.CancellationToken);
        var looked = await LocalVault.LookAsync(path, TestContext.Current.CancellationToken);
        foreach (var vault in new[] { read!, looked! })
        {
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), vault.Sha256);
            Assert.Equal(Convert.ToHexStringLower(content.AsSpan(0, Math.Min(32, size))), vault.Salt);
            Assert.Equal(size, vault.Size);
            Assert.True(vault.Bytes.Span.SequenceEqual(content));
        }
    }

    [Fact]
    public async Task The_salt_is_told_before_the_rest_is_read()
    {
        using var scratch = new Scratch();
        var content = Content(3 << 20);
        byte[]? salt = null;
        await LocalVault.ReadAsync(scratch.Write("vault.tar.aes", content), TestContext.Current.CancellationToken, saw => salt = saw.ToArray());
        Assert.Equal(content[..32], salt);
    }

    [Fact]
    public async Task Bytes_that_were_only_looked_at_or_given_away_are_read_again_and_are_the_same()
    {
        using var scratch = new Scratch();
        var content = Content(3 << 20);
        var vault = await LocalVault.LookAsync(scratch.Write("vault.tar.aes", content), TestContext.Current.CancellationToken);
        vault!.GiveAway().Span.Clear();
        Assert.True(vault.Bytes.Span.SequenceEqual(content));
    }

    [Fact]
    public async Task Bytes_that_changed_since_they_were_looked_at_are_not_taken_for_those()
    {
        using var scratch = new Scratch();
        var path = scratch.Write("vault.tar.aes", Content(100));
        var vault = await LocalVault.LookAsync(path, TestContext.Current.CancellationToken);
        File.WriteAllBytes(path, Content(101));
        var refusal = Assert.Throws<VaultException>(() => vault!.Bytes);
        Assert.Same(VaultErrors.WorkspaceBusy, refusal.Error);
    }

    [Fact]
    public void Bytes_without_a_file_are_given_away_once()
    {
        var vault = LocalVault.Of(Content(100));
        vault.GiveAway();
        Assert.Throws<InvalidOperationException>(() => vault.Bytes);
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }
}
