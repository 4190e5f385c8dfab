using System.Security.Cryptography;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

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

    [Theory]
    [InlineData(60, 60, 1)]
    [InlineData((1 << 20) + 1, (1 << 20) + 1, 1000)]
    [InlineData((3 << 20) + 7, (3 << 20) + 7, 999_983)]
    [InlineData(60, 61, 60)]
    [InlineData(61, 60, 60)]
    [InlineData(60, -1, 7)]
    [InlineData((5 << 20) + 7, -1, 999_983)]
    public async Task What_is_kept_in_memory_is_what_is_written_and_as_long_as_announced(int size, int announced, int most)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        using var candidates = Candidates();
        using var kept = new IncomingVault(announced, candidates);
        await using var download = Of(new Dripping(content, most), announced);
        var written = new MemoryStream();
        var copying = Download.CopyAsync(session, download, written, "downloading", false, TestContext.Current.CancellationToken, kept);
        if (announced >= 0 && size != announced)
        {
            await Machine.FailsAsync(() => copying, VaultErrors.StoreUnreachable);
            return;
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), (await copying).Sha256);
        Assert.Equal(content, written.ToArray());
        Assert.Equal(content, kept.Whole("", null).ReadBytes().ToArray());
        Assert.True(kept.Key!.IsOf(candidates.ByLikelihood[0], VaultFormat.Current.Recognise(content)));
    }

    // A stream that checks itself does so where it ends.
    [Fact]
    public async Task The_end_is_read_though_all_bytes_are_here()
    {
        using var candidates = Candidates();
        using var kept = new IncomingVault(60, candidates);
        await using var download = Of(new FailingAtItsEnd(new byte[60]), 60);
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Download.CopyAsync(session, download, Stream.Null, "downloading", false, TestContext.Current.CancellationToken, kept));
    }

    private static PassphraseCandidates Candidates() =>
        new("a test", Passphrase.FromText("correct horse"), PassphraseCandidates.LineEnd.Counts);

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

    private sealed class FailingAtItsEnd(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new InvalidDataException("damaged");
    }
}
