using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A restore made an old copy latest again and was interrupted before that version had a copy of its own. The old copy has the
/// same bytes, and a deletion of it, decided while it was surplus, can arrive at any time.</summary>
public sealed class CutOffRestoreTests
{
    private static readonly S3Quirks ManagedKeys = S3Quirks.Aws with { KmsStyleEtags = true };

    [Theory]
    [InlineData(50, false)]
    [InlineData(2, false)]
    [InlineData(50, true)]
    [InlineData(2, true)]
    public async Task The_next_push_creates_the_copy_that_latest_names(int retention, bool isRgw)
    {
        await using var world = await World.StartAsync(isRgw ? S3Quirks.Rgw : S3Quirks.Aws);
        var (_, old) = await CutOffAsync(world, retention);
        var restored = world.Latest!;
        var bob = await world.Newcomer("bob").Bootstrapped().Saved("three");

        await bob.Service(s => s with { Retention = retention }).PushAsync();
        world.Bucket.Remove(old);

        Assert.Equal(bob.VaultBytes, world.Latest);
        Assert.True(world.HistoryHolds(restored));
    }

    [Fact]
    public async Task The_same_step_again_creates_it_under_the_stamp_that_latest_names()
    {
        await using var world = await World.StartAsync();
        var (alice, old) = await CutOffAsync(world);
        var named = world.Bucket.Get(ObjectKeys.Latest)!.Metadata["history-key"];

        var finished = await alice.Service().PushAsync();
        world.Bucket.Remove(old);

        Assert.Equal((PushOutcome.Finished, named), (finished.Outcome, finished.HistoryKey));
        Assert.Equal(world.Latest, world.Bucket.Get(named)!.Content.ToArray());
    }

    [Fact]
    public async Task If_another_tool_overwrites_it_a_workspace_with_its_bytes_keeps_it()
    {
        await using var world = await World.StartAsync();
        var (alice, old) = await CutOffAsync(world);
        world.WriteLikeTheGoTool(World.NotOurVault(), new string('b', 64));

        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);
        world.Bucket.Remove(old);

        Assert.True(world.HistoryHolds(alice.VaultBytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task If_another_tool_overwrites_it_a_pull_does_not_replace_the_last_possible_copy(bool hasManagedKeys)
    {
        await using var world = await World.StartAsync(hasManagedKeys ? ManagedKeys : S3Quirks.Aws);
        var (alice, _) = await CutOffAsync(world);
        world.WriteLikeTheGoTool(World.NotOurVault(), new string('b', 64));

        await Machine.FailsAsync(() => alice.Service().PullAsync(), VaultErrors.UnpushedChanges);
    }

    [Fact]
    public async Task If_it_was_interrupted_before_any_change_a_pull_returns_to_latest()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").With(s => s with { Retention = 50 }).Pushed("one", "two");
        world.S3.Faults.On("PutObject", Fault.Status(503, "SlowDown"));
        await Machine.FailsAsync(
            () => alice.Service(s => s with { Retries = 0 }).RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true }), VaultErrors.StoreFailed);
        world.S3.Faults.Clear();

        await alice.Service().PullAsync();

        Assert.Equal(world.Latest, alice.VaultBytes);
    }

    [Fact]
    public async Task Verifying_names_the_copy_that_is_missing()
    {
        await using var world = await World.StartAsync();
        var (alice, _) = await CutOffAsync(world);
        var named = world.Bucket.Get(ObjectKeys.Latest)!.Metadata["history-key"];

        var verified = await alice.Service().VerifyAsync();

        Assert.Equal(named, Assert.Single(verified.Vaults, vault => vault.Condition == VaultCondition.Missing).Key);
        await alice.Service().PushAsync();
        Assert.Equal("verified", (await alice.Service().VerifyAsync()).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_prune_keeps_the_only_copy_of_latest(bool hasManagedKeys)
    {
        await using var world = await World.StartAsync(hasManagedKeys ? ManagedKeys : S3Quirks.Aws);
        var (alice, old) = await CutOffAsync(world);

        await alice.Service(s => s with { Retention = 1 }).PruneHistoryAsync();

        Assert.Contains(old, world.Copies);
    }

    /// <returns>The machine that restored, and the key of the old copy.</returns>
    private static async Task<(Machine Alice, string Old)> CutOffAsync(World world, int retention = 50)
    {
        var alice = await world.Prepare("alice").With(s => s with { Retention = retention }).Pushed("one", "two");
        var old = world.Copies[0];
        world.S3.Faults.On("CopyObject", Fault.Status(500, "InternalError"));
        world.S3.Faults.On(r => r.Operation == "PutObject" && r.Key != ObjectKeys.Latest, Fault.Status(500, "InternalError"));
        await Machine.FailsAsync(
            () => alice.Service(s => s with { Retention = retention, Retries = 0 }).RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true }),
            VaultErrors.CopyPending);
        world.S3.Faults.Clear();
        Assert.Equal([old, world.Copies[1]], world.Copies);
        Assert.Equal(world.Bucket.Get(old)!.Content.ToArray(), world.Latest);
        return (alice, old);
    }
}
