using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Promise 4: retention deletes only its own objects.</summary>
public sealed class RetentionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_list_marks_the_newest_of_two_copies_of_latest_and_reports_a_missing_one()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");
        await alice.Service().PullAsync(new PullOptions { Copy = Settings.CopySelector.AtIndex(2) });
        await alice.Service().PushAsync(new PushOptions { Force = true });

        var listed = await alice.Service().ListHistoryAsync();
        Assert.Equal([true, false, false], listed.Entries.Select(entry => entry.IsLatest));
        Assert.EndsWith("3 history copies in " + listed.Store, listed.Summary, StringComparison.Ordinal);

        world.WriteLikeTheGoTool(World.NotOurVault(), new string('0', 64));
        listed = await alice.Service().ListHistoryAsync();
        Assert.DoesNotContain(listed.Entries, entry => entry.IsLatest);
        Assert.Contains("; latest has no history copy: the next push of a change creates it first", listed.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_fifty_of_1203_copies_stay_and_foreign_objects_are_not_touched()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var keys = Fill(world, 1203);
        string[] foreign =
        [
            $"{ObjectKeys.HistoryPrefix}README.md", ObjectKeys.HistoryPrefix, $"{ObjectKeys.HistoryPrefix}vault-20260101T000000.tar.aes.bak",
            $"{ObjectKeys.HistoryPrefix}vault-20261301T000000.tar.aes", $"{ObjectKeys.HistoryPrefix}old/vault-20260101T000000.tar.aes",
        ];
        foreach (var key in foreign)
        {
            world.Bucket.Put(key, [1]);
        }

        world.S3.ResetRequests();
        var plan = await alice.Service().PruneHistoryAsync(new PruneOptions { Plan = true });
        Assert.Equal(1153, plan.Pruned.Count);
        Assert.Equal(["ListObjectsV2", "ListObjectsV2"], world.S3.Operations);

        var pruned = await alice.Service().PruneHistoryAsync();
        Assert.Equal(plan.Pruned, pruned.Pruned);
        Assert.Equal(keys[^50..], world.Copies);
        Assert.Equal(2, world.S3.CountOf("DeleteObjects"));
        Assert.All(foreign, key => Assert.Contains(key, world.Bucket.Keys));
    }

    [Fact]
    public async Task The_order_is_that_of_the_stamps_even_after_a_move_of_the_bucket()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        for (var day = 0; day < 5; day++)
        {
            var key = ObjectKeys.ForStamp(new Stamp(Start.AddDays(day)));
            world.Bucket.Put(key, [(byte)day], null, Start.AddDays(100 - day));
        }

        await alice.Service(s => s with { Retention = 2 }).PruneHistoryAsync();

        Assert.Equal([ObjectKeys.ForStamp(new Stamp(Start.AddDays(3))), ObjectKeys.ForStamp(new Stamp(Start.AddDays(4)))], world.Copies);
    }

    [Fact]
    public async Task The_copy_of_latest_is_kept_however_old_it_is()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var keys = Fill(world, 6);
        world.Bucket.Put(ObjectKeys.Latest, world.Bucket.Get(keys[0])!.Content.Span);

        await alice.Service(s => s with { Retention = 1 }).PruneHistoryAsync();

        Assert.Equal([keys[0], keys[^1]], world.Copies);
    }

    [Fact]
    public async Task One_machine_with_a_small_retention_does_not_empty_the_shared_history()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        for (var turn = 0; turn < 8; turn++)
        {
            await alice.SaveAsync($"{turn}");
            await alice.Service(s => s with { Retention = 50 }).PushAsync();
        }

        var bob = await world.Newcomer("bob").Bootstrapped().Saved("bob");
        await bob.Service(s => s with { Retention = 5 }).PushAsync();

        Assert.Equal(9, world.Copies.Count);
    }

    [Fact]
    public async Task A_second_workspace_of_the_same_user_and_host_does_not_either()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        for (var turn = 0; turn < 4; turn++)
        {
            await alice.PushAsync($"{turn}");
        }

        var other = await world.Newcomer("alice").Bootstrapped();
        for (var turn = 0; turn < 3; turn++)
        {
            await other.SaveAsync($"other {turn}");
            await other.Service(s => s with { Retention = 2 }).PushAsync();
        }

        Assert.Equal(7, world.Copies.Count);
    }

    [Fact]
    public async Task The_workspace_that_recorded_it_can_lower_it_with_its_second_push()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        for (var turn = 0; turn < 6; turn++)
        {
            await alice.SaveAsync($"{turn}");
            await alice.Service(s => turn < 4 ? s : s with { Retention = 2 }).PushAsync();
            Assert.Equal(turn < 5 ? turn + 1 : 2, world.Copies.Count);
        }
    }

    [Fact]
    public async Task A_copy_that_cannot_be_deleted_fails_a_prune_and_is_a_notice_of_a_push()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var keys = Fill(world, 4);
        world.S3.Faults.On("DeleteObjects", Fault.DeleteError(keys[0], "AccessDenied"));

        var failure = await Machine.FailsAsync(
            () => alice.Service(s => s with { Retention = 2 }).PruneHistoryAsync(), VaultErrors.AccessDenied);
        Assert.Contains(keys[0], failure.Message, StringComparison.Ordinal);

        await alice.SaveAsync("one");
        await alice.Service(s => s with { Retention = 50 }).PushAsync();
        await alice.SaveAsync("two");
        await alice.Service(s => s with { Retention = 2 }).PushAsync();
        await alice.SaveAsync("three");
        var pushed = await alice.Service(s => s with { Retention = 2 }).PushAsync();
        Assert.Contains(pushed.Notices, notice => notice.Contains(keys[0], StringComparison.Ordinal));
    }

    private static List<string> Fill(World world, int count)
    {
        List<string> keys = [];
        for (var index = 0; index < count; index++)
        {
            keys.Add(ObjectKeys.ForStamp(new Stamp(Start.AddMinutes(index))));
            world.Bucket.Put(keys[^1], BitConverter.GetBytes(index));
        }

        return keys;
    }
}
