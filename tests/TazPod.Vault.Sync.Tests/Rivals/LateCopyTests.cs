using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>One interleaving that races rarely produce: a store that ignores conditions on the source of a copy, and a slow
/// rival.</summary>
public sealed class LateCopyTests
{
    [Theory]
    [InlineData("CopyObject", "GetObject")]
    [InlineData("PutObject", "PutObject")]
    public async Task A_write_of_another_tool_is_not_lost_if_a_rival_copies_it_too_late(string operation, string orOperation)
    {
        await using var world = await World.StartAsync(S3Quirks.Rgw);
        var alice = await world.Prepare("alice");
        var bob = await world.Prepare("bob");
        await alice.PushAsync("one");
        var elsewhere = world.Machine("elsewhere");
        await elsewhere.SaveAsync("written by another tool");
        world.WriteLikeTheGoTool(elsewhere.VaultBytes, File.ReadAllText(elsewhere.Beside("last-content.hash")));
        await bob.Service().BootstrapAsync();
        await alice.Service().BootstrapAsync();
        await alice.SaveAsync("from alice");
        await bob.SaveAsync("from bob");
        world.S3.Faults.OnNth(1, r => r.Operation == operation || r.Operation == orOperation, Fault.Before(() => alice.Service().PushAsync()));

        var failure = await Machine.FailsAsync(() => bob.Service().PushAsync(), VaultErrors.RemoteMoved);

        Assert.Contains("alice@host", failure.Message, StringComparison.Ordinal);
        Assert.Equal(alice.VaultBytes, world.Latest);
        Assert.True(world.HistoryHolds(elsewhere.VaultBytes));
        Assert.True(world.HistoryHolds(alice.VaultBytes));
    }
}
