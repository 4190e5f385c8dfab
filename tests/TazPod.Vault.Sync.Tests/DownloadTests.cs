using TazPod.Vault.Errors;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A download is only whole when it has as many bytes as the store has announced, whatever the transport makes of it.</summary>
public sealed class DownloadTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public async Task Another_length_than_announced_is_no_download(long announced)
    {
        using var world = new MemoryStore();
        using var session = new VaultSession(new Settings.VaultSettings(), new VaultServiceOptions { OpenStore = () => world });
        var head = new ObjectHead("key", announced, DateTimeOffset.UnixEpoch, "an etag that tells nothing-2", new Dictionary<string, string>());
        await using var download = new ObjectDownload(GetOutcome.Found, DateTimeOffset.UnixEpoch, head, new MemoryStream(new byte[8]));

        await Machine.FailsAsync(
            () => Download.CopyAsync(session, download, Stream.Null, "downloading", TestContext.Current.CancellationToken),
            VaultErrors.StoreUnreachable);
    }
}
