using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>Bytes in the store that were damaged or replaced by hand. They match the store's own checksums, but not the labels.</summary>
public sealed class DamageAtRestTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_latest_with_other_bytes_than_were_pushed_replaces_nothing(bool hasPassphrase)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Pulled();
        var before = bob.VaultBytes;
        await alice.SaveAsync("two");
        await alice.Service().PushAsync();
        var pushed = world.Bucket.Get(ObjectKeys.Latest)!;
        var rotten = pushed.Content.ToArray();
        rotten[^1] ^= 1;
        world.Bucket.Put(ObjectKeys.Latest, rotten, pushed.Metadata);

        await Machine.FailsAsync(
            () => bob.Service(s => hasPassphrase ? s : s with { Passphrase = null }).PullAsync(), VaultErrors.DownloadDamaged);

        Assert.Equal(before, bob.VaultBytes);
        await bob.Service().PullAsync(new PullOptions { Copy = Settings.CopySelector.AtIndex(1) });
        Assert.Equal(pushed.Content.ToArray(), bob.VaultBytes);
    }
}
