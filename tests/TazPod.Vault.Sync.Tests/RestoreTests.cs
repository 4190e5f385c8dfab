using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>RestoreVault makes a copy latest again, and loses nothing.</summary>
public sealed class RestoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_becomes_latest_and_the_previous_latest_stays_in_the_history(bool isRgw)
    {
        await using var world = await World.StartAsync(isRgw ? S3Quirks.Rgw : S3Quirks.Aws);
        var (alice, first, second) = await ArrangeAsync(world);
        var replaced = world.Latest!;

        var restored = await alice.Service().RestoreAsync(new RestoreOptions { Copy = At(first), Yes = true });

        Assert.Equal((true, first, second, new TreeCounts(0, 1, 0)), (restored.Restored, restored.Copy, restored.Replaced, restored.Difference));
        Assert.Equal(alice.VaultBytes, world.Latest);
        Assert.True(world.HistoryHolds(replaced));
        Assert.Equal(3, world.Copies.Count);
        var bob = await world.Newcomer("bob").Bootstrapped();
        Assert.Equal("one", bob.Read()["token"]);
        Assert.False((await alice.Service().RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(1), Yes = true })).Restored);

        await alice.Service().RestoreAsync(new RestoreOptions { Copy = At(second), Yes = true });
        Assert.Equal(replaced, world.Latest);
    }

    [Fact]
    public async Task The_summary_comes_first_and_without_a_yes_nothing_changes()
    {
        await using var world = await World.StartAsync();
        var (alice, first, _) = await ArrangeAsync(world);
        var (local, latest, copies) = (alice.VaultBytes, world.Latest, world.Copies.Count);
        var no = new Answer(isThere: true, isYes: false);

        var missing = await Machine.FailsAsync(
            () => alice.Service().RestoreAsync(new RestoreOptions { Copy = At(first) }), VaultErrors.ConfirmationMissing);
        Assert.Contains("--yes", missing.Hint, StringComparison.Ordinal);
        await Machine.FailsAsync(() => alice.Service(null, no).RestoreAsync(new RestoreOptions { Copy = At(first) }), VaultErrors.Interrupted);
        await Machine.FailsAsync(
            () => alice.Service(null, new Answer(isThere: false, isYes: true)).RestoreAsync(new RestoreOptions { Copy = At(first) }),
            VaultErrors.ConfirmationMissing);
        await Machine.FailsAsync(() => alice.Service().RestoreAsync(new RestoreOptions { Yes = true }), VaultErrors.InvalidSetting);

        Assert.Equal(["latest -> copy " + first + ": 0 added, 1 changed, 0 removed"], no.Shown);
        Assert.Equal(local, alice.VaultBytes);
        Assert.Equal(latest, world.Latest);
        Assert.Equal(copies, world.Copies.Count);

        var yes = new Answer(isThere: true, isYes: true);
        Assert.True((await alice.Service(null, yes).RestoreAsync(new RestoreOptions { Copy = At(first) })).Restored);
    }

    [Fact]
    public async Task A_push_between_the_summary_and_the_restore_wins()
    {
        await using var world = await World.StartAsync();
        var (alice, first, _) = await ArrangeAsync(world);
        var bob = await world.Newcomer("bob").Bootstrapped().Saved("bob's");
        var between = new Answer(isThere: true, isYes: true) { Before = () => bob.Service().PushAsync().GetAwaiter().GetResult() };

        await Machine.FailsAsync(() => alice.Service(null, between).RestoreAsync(new RestoreOptions { Copy = At(first) }), VaultErrors.RemoteMoved);

        Assert.Equal(bob.VaultBytes, world.Latest);
    }

    [Fact]
    public async Task Local_changes_that_were_never_pushed_are_not_discarded()
    {
        await using var world = await World.StartAsync();
        var (alice, first, _) = await ArrangeAsync(world);
        await alice.SaveAsync("unpushed");
        var local = alice.VaultBytes;

        await Machine.FailsAsync(() => alice.Service().RestoreAsync(new RestoreOptions { Copy = At(first), Yes = true }), VaultErrors.UnpushedChanges);
        Assert.Equal(local, alice.VaultBytes);

        var forced = await alice.Service().RestoreAsync(new RestoreOptions { Copy = At(first), Yes = true, Force = true });
        Assert.Equal(local, await File.ReadAllBytesAsync(forced.SetAside!));
    }

    [Fact]
    public async Task A_damaged_or_missing_latest_is_no_obstacle()
    {
        await using var world = await World.StartAsync();
        var (_, first, _) = await ArrangeAsync(world);
        world.Bucket.Put(Vault.History.ObjectKeys.Latest, World.NotOurVault());
        var bob = world.Machine("bob");

        Assert.True((await bob.Service().RestoreAsync(new RestoreOptions { Copy = At(first), Yes = true })).Restored);

        world.Bucket.Remove(Vault.History.ObjectKeys.Latest);
        var carol = world.Machine("carol");
        Assert.True((await carol.Service().RestoreAsync(new RestoreOptions { Copy = At(first), Yes = true })).Restored);
        await carol.Service().UnlockAsync();
        Assert.Equal("one", carol.Read()["token"]);
    }

    [Fact]
    public async Task Interrupted_at_any_request_the_same_step_again_finishes()
    {
        await using var world = await World.StartAsync();
        var (alice, first, _) = await ArrangeAsync(world);
        var replaced = world.Latest!;
        var start = WorldState.Take(world, alice);
        for (var number = 1; ; number++)
        {
            start.Restore();
            world.S3.ResetRequests();
            var strike = world.S3.Faults.OnNth(number, Fault.ResetAfterCommit);
            world.S3.Faults.FromNth(number, Fault.ResetBeforeRead);
            var restoring = new RestoreOptions { Copy = At(first), Yes = true };
            try
            {
                await alice.Service(s => s with { Retries = 0 }).RestoreAsync(restoring);
            }
            catch (VaultException)
            {
                // The intended one.
            }

            world.S3.Faults.Clear();
            await alice.Service(s => s with { Retries = 0 }).RestoreAsync(restoring);

            Assert.Equal(alice.VaultBytes, world.Latest);
            Assert.True(world.HistoryHolds(replaced));
            if (strike.Hits == 0)
            {
                Assert.InRange(number, 8, 12);
                return;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Interrupted_at_any_request_an_index_means_the_same_copy_until_it_is_done(int number)
    {
        await using var world = await World.StartAsync();
        var (alice, _, _) = await ArrangeAsync(world);
        var restoring = new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true };
        world.S3.ResetRequests();
        world.S3.Faults.OnNth(number, Fault.ResetAfterCommit);
        world.S3.Faults.FromNth(number, Fault.ResetBeforeRead);
        await Assert.ThrowsAsync<VaultException>(() => alice.Service(s => s with { Retries = 0 }).RestoreAsync(restoring));
        Assert.Equal(number > 3, (await File.ReadAllTextAsync(alice.Beside("sync.json"))).Contains("restoring", StringComparison.Ordinal));
        world.S3.Faults.Clear();

        await alice.Service(s => s with { Retries = 0 }).RestoreAsync(restoring);
        await alice.Service().UnlockAsync();
        Assert.Equal("one", alice.Read()["token"]);
        Assert.Equal(alice.VaultBytes, world.Latest);

        Assert.DoesNotContain("restoring", await File.ReadAllTextAsync(alice.Beside("sync.json")), StringComparison.Ordinal);
    }

    private static CopySelector At(string stamp) => CopySelector.TryParseTime(stamp)!;

    private static async Task<(Machine Alice, string First, string Second)> ArrangeAsync(World world)
    {
        var alice = await world.Prepare("alice");
        return (alice, (await alice.PushAsync("one")).Stamp!, (await alice.PushAsync("two")).Stamp!);
    }

    private sealed class Answer(bool isThere, bool isYes) : IConfirmation
    {
        public List<string> Shown { get; } = [];

        public Action Before { get; init; } = () => { };

        public bool IsAvailable => isThere;

        public void Show(VerbResult summary) => Shown.Add(summary.Summary);

        public bool Ask(string question)
        {
            Before();
            return isYes;
        }
    }
}
