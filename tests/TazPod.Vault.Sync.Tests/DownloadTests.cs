using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Sync.Tests;

public sealed class DownloadTests : IDisposable
{
    private readonly VaultSession session = new(new Settings.VaultSettings(), new VaultServiceOptions { OpenStore = () => new MemoryStore() });

    public void Dispose() => session.Dispose();

    /// <summary>A download is only whole when it has as many bytes as the store has announced, whatever the transport makes of it.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public async Task Another_length_than_announced_is_no_download(long announced)
    {
        await using var download = Of(new MemoryStream(new byte[8]), announced);
        await Machine.FailsAsync(
            () => Download.CopyAsync(session, download, Stream.Null, "downloading", wantsMd5: false, TestContext.Current.CancellationToken),
            VaultErrors.StoreUnreachable);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1 << 20, 1 << 20)]
    [InlineData((1 << 20) + 1, 1000)]
    [InlineData((5 << 20) + 7, 128 * 1024)]
    [InlineData((5 << 20) + 7, 999_983)]
    public async Task Whatever_amounts_it_arrives_in_it_is_written_and_hashed_in_order(int size, int most)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        await using var download = Of(new Dripping(content, most), size);
        var written = new MemoryStream();
        var received = await Download.CopyAsync(session, download, written, "downloading", wantsMd5: true, TestContext.Current.CancellationToken);
        Assert.Equal(content, written.ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), received.Sha256);
#pragma warning disable CA5351 // Nothing hangs on it.
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(content)), received.Md5);
#pragma warning restore CA5351
    }

    private static ObjectDownload Of(Stream content, long announced) => new(
        GetOutcome.Found,
        DateTimeOffset.UnixEpoch,
        new ObjectHead("key", announced, DateTimeOffset.UnixEpoch, "an etag that tells nothing-2", new Dictionary<string, string>()),
        content);

    /// <summary>Gives at most so many bytes at once.</summary>
    private sealed class Dripping(byte[] content, int most) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
