using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;
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
    public void The_bytes_that_were_read_are_those_that_were_hashed(int size)
    {
        using var scratch = new Scratch();
        var content = Content(size);
        var path = scratch.Write("vault.tar.aes", content);
        var read = LocalVault.Read(path, TestContext.Current.CancellationToken);
        var looked = LocalVault.Look(path, TestContext.Current.CancellationToken);
        foreach (var vault in new[] { read!, looked! })
        {
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), vault.Sha256);
            Assert.Equal(Convert.ToHexStringLower(content.AsSpan(0, Math.Min(32, size))), vault.Mark.Id);
            Assert.Equal(size, vault.Size);
            Assert.True(vault.ReadBytes().Span.SequenceEqual(content));
        }
    }

    [Fact]
    public void A_vault_that_is_known_by_its_mark_is_not_hashed_again_and_any_other_is()
    {
        using var scratch = new Scratch();
        var content = Content(3 << 20);
        var path = scratch.Write("vault.tar.aes", content);
        SealMark? mark = null;
        var known = LocalVault.ReadToOpen(path, saw => (mark = saw) is null ? null : "known before", TestContext.Current.CancellationToken);
        Assert.Equal("known before", known!.Sha256);
        Assert.True(known.ReadBytes().Span.SequenceEqual(content));
        Assert.Equal(new SealMark(Convert.ToHexStringLower(content.AsSpan(0, 32)), Convert.ToHexStringLower(content.AsSpan(content.Length - 16))), mark);

        var other = LocalVault.ReadToOpen(path, _ => null, TestContext.Current.CancellationToken);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), other!.Sha256);
    }

    [Fact]
    public void A_mark_is_of_a_vault_only_with_both_its_id_and_its_tag()
    {
        var content = Content(100);
        var mark = VaultFormat.Current.Recognise(content);
        var facts = new VaultFacts("", Convert.ToHexStringLower(content.AsSpan(0, 32)), null, null) { SealTag = Convert.ToHexStringLower(content.AsSpan(84)) };
        Assert.Equal(facts.Mark, mark);
        Assert.Null((facts with { SealTag = null }).Mark);
        content[99] ^= 1;
        Assert.NotEqual(facts.Mark, VaultFormat.Current.Recognise(content));
        content[99] ^= 1;
        content[0] ^= 1;
        Assert.NotEqual(facts.Mark, VaultFormat.Current.Recognise(content));
    }

    [Fact]
    public void Bytes_that_were_only_hashed_or_were_given_away_are_read_again_and_are_the_same()
    {
        using var scratch = new Scratch();
        var content = Content(3 << 20);
        var vault = LocalVault.Look(scratch.Write("vault.tar.aes", content), TestContext.Current.CancellationToken);
        vault!.Detach().Span.Clear();
        Assert.True(vault.ReadBytes().Span.SequenceEqual(content));
    }

    [Fact]
    public void Bytes_that_changed_since_they_were_hashed_are_not_accepted()
    {
        using var scratch = new Scratch();
        var path = scratch.Write("vault.tar.aes", Content(100));
        var vault = LocalVault.Look(path, TestContext.Current.CancellationToken);
        File.WriteAllBytes(path, Content(101));
        var refusal = Assert.Throws<VaultException>(() => vault!.ReadBytes());
        Assert.Same(VaultErrors.WorkspaceBusy, refusal.Error);
    }

    [Fact]
    public void Bytes_without_a_file_are_given_away_once()
    {
        var vault = LocalVault.Of(Content(100));
        vault.Detach();
        Assert.Throws<InvalidOperationException>(() => vault.ReadBytes());
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }
}
