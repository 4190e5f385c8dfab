using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>A push of a vault with a lineage updates its slots as well as latest and history.</summary>
public sealed class VaultLineageTests
{
    private static readonly LineageKeys Keys = new(LineageKeys.VaultPrefix, "prod");

    [Fact]
    public async Task Every_push_is_a_generation_except_an_unchanged_one()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved("one");
        var first = await PushAsync(alice);
        Assert.Equal((1L, "slot-a", true), (first.Lineage!.Generation, first.Lineage.Slot, first.LineageChanged));
        Assert.NotNull(first.Lineage.ContentSha256);
        var one = alice.VaultBytes;

        await alice.SaveAsync("two");
        world.S3.ResetRequests();
        var second = await PushAsync(alice);
        Assert.Equal((2L, "slot-b"), (second.Lineage!.Generation, second.Lineage.Slot));
        Assert.Equal(12, world.S3.Requests.Count);
        Assert.Equal(alice.VaultBytes, world.Latest);
        Assert.Equal(alice.VaultBytes, world.Bucket.Get(Keys.Slot(LineageSlot.B))!.Content.ToArray());
        Assert.Equal(one, world.Bucket.Get(Keys.Slot(LineageSlot.A))!.Content.ToArray());
        Assert.True(world.HistoryHolds(one));

        world.S3.ResetRequests();
        var again = await PushAsync(alice);
        Assert.Equal((PushOutcome.Unchanged, false, false), (again.Outcome, again.LineageChanged, again.Changed));
        Assert.Equal(5, world.S3.Requests.Count);

        world.S3.ResetRequests();
        await alice.Service().PushAsync();
        Assert.Single(world.S3.Requests);
    }

    [Fact]
    public async Task It_is_restored_like_any_snapshot_and_opens()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved("one");
        await PushAsync(alice);
        var file = Path.Combine(alice.Root, "restored.tar.aes");

        await alice.Service(s => s with { LineagePrefix = LineageKeys.VaultPrefix }).PullSnapshotAsync(new PullSnapshotOptions { File = file });

        var elsewhere = Path.Combine(alice.Root, "elsewhere");
        await alice.Service(s => s with { VaultFile = file, SecretsDirectory = elsewhere }).UnlockAsync();
        Assert.Equal("one", alice.Read(elsewhere)["token"]);
    }

    [Fact]
    public async Task A_push_that_is_interrupted_after_latest_is_finished_by_the_next()
    {
        for (var at = 1; at <= 12; at++)
        {
            await using var world = await World.StartAsync();
            var alice = await world.Prepare("alice").Saved("one");
            await PushAsync(alice);
            await alice.SaveAsync("two");
            var one = world.Latest;
            world.S3.Faults.FromNth(at, Fault.ResetAfterCommit);

            var failure = await Assert.ThrowsAsync<VaultException>(() => PushAsync(alice));
            Assert.Equal(ExitCode.StoreFailure, failure.Error.ExitCode);
            if (at >= 5)
            {
                Assert.Equal(VaultErrors.VaultLineagePending.Code, failure.Error.Code);
                Assert.Contains("PushVault again", failure.Hint, StringComparison.Ordinal);
            }

            world.S3.Faults.Clear();
            var again = await PushAsync(alice);

            Assert.Equal((2L, alice.VaultBytes.Length), (again.Lineage!.Generation, (int)again.Lineage.Size));
            Assert.Equal(alice.VaultBytes, world.Latest);
            Assert.Equal(alice.VaultBytes, world.Bucket.Get(again.Lineage.Key)!.Content.ToArray());
            Assert.True(world.HistoryHolds(one!));
            Assert.False((await PushAsync(alice)).Changed);
        }
    }

    [Fact]
    public async Task An_incoherent_lineage_affects_neither_latest_nor_history()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved("one");
        await PushAsync(alice);
        world.Bucket.Put(Keys.Slot(LineageSlot.A), "by hand"u8);
        await alice.SaveAsync("two");

        var failure = await Machine.FailsAsync(() => PushAsync(alice), VaultErrors.VaultLineagePending);

        Assert.Contains("slot-a", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--force", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(alice.VaultBytes, world.Latest);
        Assert.True(world.HistoryHolds(alice.VaultBytes));
        Assert.Equal(2, (await alice.Service(s => s with { Lineage = "prod" }).PushAsync(new PushOptions { Force = true })).Lineage!.Generation);
    }

    [Fact]
    public async Task Machines_with_different_seals_of_the_same_secrets_do_not_alternate()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved("one");
        await PushAsync(alice);
        var bob = await world.Prepare("bob").Saved("one");
        Assert.NotEqual(alice.VaultBytes, bob.VaultBytes);

        for (var i = 0; i < 2; i++)
        {
            Assert.False((await PushAsync(bob)).Changed);
            Assert.Equal(1, (await PushAsync(alice)).Lineage!.Generation);
        }
    }

    private static Task<PushResult> PushAsync(Machine machine) =>
        machine.Service(s => s with { Lineage = "prod", Retries = 0 }).PushAsync();
}
