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

    /// <summary>A download is only complete when it has as many bytes as the store has announced, whatever the transport does.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public async Task A_length_other_than_announced_fails_the_download(long announced)
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
    public async Task It_is_written_and_hashed_in_order_whatever_the_size_of_its_pieces(int size, int most)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        await using var download = Of(new Dripping(content, most), size);
        var written = new MemoryStream();
        var received = await Download.CopyAsync(session, download, written, "downloading", wantsMd5: true, TestContext.Current.CancellationToken);
        Assert.Equal(content, written.ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), received.Sha256);
#pragma warning disable CA5351 // It protects nothing here.
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
    public async Task The_bytes_in_memory_are_those_written_and_as_many_as_announced(int size, int announced, int most)
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
        Assert.True(kept.Key!.IsFor(candidates.ByLikelihood[0], VaultFormat.Current.Recognise(content)));
    }

    // A stream that verifies itself does so at its end.
    [Fact]
    public async Task The_end_is_read_even_if_all_bytes_have_arrived()
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

    /// <summary>Returns at most this many bytes per read.</summary>
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
