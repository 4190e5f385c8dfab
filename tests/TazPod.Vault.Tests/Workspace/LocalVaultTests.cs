using System.Security.Cryptography;
using TazPod.Vault.Tests.Archive;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Tests.Workspace;

public sealed class LocalVaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    [InlineData((4 << 20) - 1)]
    [InlineData(4 << 20)]
    [InlineData((9 << 20) + 1)]
    public async Task What_was_read_is_what_was_hashed(int size)
    {
        using var scratch = new Scratch();
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var vault = await LocalVault.ReadAsync(scratch.Write("vault.tar.aes", content), TestContext.Current.CancellationToken);
        Assert.True(vault!.Bytes.Span.SequenceEqual(content));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), vault.Sha256);
    }
}
