using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Promise 2, no lost update, and the ways out of a conflict.</summary>
public sealed class ConflictTests
{
    [Fact]
    public async Task A_fresh_workspace_that_pulls_saves_and_pushes_succeeds()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var ci = world.Machine("ci");

        await ci.Service().PullAsync();
        await ci.SaveAsync("two");
        var pushed = await ci.Service().PushAsync();

        Assert.Equal(PushOutcome.Pushed, pushed.Outcome);
        Assert.Equal(2, world.Copies.Count);
    }

    [Fact]
    public async Task A_fresh_workspace_that_pushes_without_pulling_is_refused_with_steps_that_work_there()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var before = world.Latest;
        var ci = world.Machine("ci");
        await ci.SaveAsync("two");

        var failure = await Machine.FailsAsync(() => ci.Service().PushAsync(), VaultErrors.RemoteMoved);

        Assert.Contains("alice@host", failure.Message, StringComparison.Ordinal);
        Assert.Contains("MergeVault, then PushVault", failure.Hint, StringComparison.Ordinal);
        Assert.Contains("PullVault --force", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(before, world.Latest);
    }

    [Fact]
    public async Task Two_operators_in_turn_never_conflict()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var bob = world.Machine("bob");
        await alice.PushAsync("0");
        await bob.Service().BootstrapAsync();

        for (var turn = 1; turn <= 4; turn++)
        {
            var (active, other) = turn % 2 == 0 ? (alice, bob) : (bob, alice);
            File.WriteAllText(Path.Combine(active.Secrets, "token"), $"{turn}");
            await active.Service().SaveAsync();
            Assert.Equal(PushOutcome.Pushed, (await active.Service().PushAsync()).Outcome);
            await other.Service().BootstrapAsync();
            Assert.Equal($"{turn}", other.Read()["token"]);
        }

        Assert.Equal(5, world.Copies.Count);
    }

    [Fact]
    public async Task The_second_of_two_pushes_from_one_base_is_refused_and_names_the_first()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.SaveAsync("from alice");
        await bob.SaveAsync("from bob");
        await alice.Service().PushAsync();

        var failure = await Machine.FailsAsync(() => bob.Service().PushAsync(), VaultErrors.RemoteMoved);

        Assert.Contains("alice@host", failure.Message, StringComparison.Ordinal);
        Assert.Equal(alice.VaultBytes, world.Latest);
    }

    [Fact]
    public async Task The_store_itself_detects_a_push_just_before_the_write()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.SaveAsync("from alice");
        await bob.SaveAsync("from bob");
        world.S3.Faults.OnNth(1, request => request.Operation == "PutObject" && request.Key == ObjectKeys.Latest, Fault.Before(() =>
        {
            world.S3.Faults.Clear();
            return alice.Service().PushAsync();
        }));

        var failure = await Machine.FailsAsync(() => bob.Service().PushAsync(), VaultErrors.RemoteMoved);

        Assert.Contains("alice@host", failure.Message, StringComparison.Ordinal);
        Assert.Equal(alice.VaultBytes, world.Latest);
    }

    [Fact]
    public async Task Force_replaces_latest_and_keeps_it_in_the_history()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.SaveAsync("from alice");
        await bob.SaveAsync("from bob");
        await alice.Service().PushAsync();

        await bob.Service().PushAsync(new PushOptions { Force = true });

        Assert.Equal(bob.VaultBytes, world.Latest);
        Assert.True(world.HistoryHolds(alice.VaultBytes));
    }

    [Fact]
    public async Task A_write_that_ignores_conditions_between_two_pushes_is_refused_and_kept_when_forced()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var foreign = World.NotOurVault();
        world.WriteLikeTheGoTool(foreign, new string('a', 64));
        await alice.SaveAsync("two");

        var failure = await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);
        Assert.Contains("another tool", failure.Message, StringComparison.Ordinal);
        Assert.Equal(foreign, world.Latest);

        await alice.Service().PushAsync(new PushOptions { Force = true });
        Assert.Equal(alice.VaultBytes, world.Latest);
        Assert.True(world.HistoryHolds(foreign));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_that_ignores_conditions_between_the_write_and_its_copy_loses_nothing(bool isRgw)
    {
        await using var world = await World.StartAsync(isRgw ? S3Quirks.Rgw : S3Quirks.Aws);
        var alice = await world.Prepare("alice").Saved("one");
        var foreign = World.NotOurVault();
        world.S3.Faults.OnNth(1, "CopyObject", Fault.Before(() => world.WriteLikeTheGoTool(foreign, new string('a', 64))));

        var pushed = await alice.Service().PushAsync();

        Assert.Contains(pushed.Notices, notice => notice.Contains("another writer", StringComparison.Ordinal));
        Assert.Equal(foreign, world.Latest);
        Assert.Equal(alice.VaultBytes, world.Bucket.Get(pushed.HistoryKey!)!.Content.ToArray());
        await alice.SaveAsync("two");
        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);
        await alice.Service().PushAsync(new PushOptions { Force = true });
        Assert.True(world.HistoryHolds(foreign));
    }

    [Fact]
    public async Task A_stale_tree_does_not_undo_a_newer_pull()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.PushAsync("newer");
        await bob.Service().PullAsync();
        var pulled = bob.VaultBytes;

        await Machine.FailsAsync(() => bob.Service().SaveAsync(), VaultErrors.StaleTree);

        Assert.Equal(pulled, bob.VaultBytes);
    }

    [Fact]
    public async Task A_pull_does_not_discard_unpushed_changes()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.PushAsync("newer");
        await bob.SaveAsync("unpushed");
        var unpushed = bob.VaultBytes;

        await Machine.FailsAsync(() => bob.Service().PullAsync(), VaultErrors.UnpushedChanges);
        Assert.Equal(unpushed, bob.VaultBytes);

        var pulled = await bob.Service().PullAsync(new PullOptions { Force = true });
        Assert.Equal(alice.VaultBytes, bob.VaultBytes);
        Assert.Equal(unpushed, File.ReadAllBytes(pulled.SetAside!));
    }

    [Fact]
    public async Task A_copy_pulled_by_index_becomes_latest_by_a_forced_push_and_elsewhere_by_a_pull()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.PushAsync("two");
        await alice.PushAsync("three");

        var three = alice.VaultBytes;
        await alice.Service().PullAsync(new PullOptions { Copy = CopySelector.AtIndex(3) });
        var pushed = await alice.Service().PushAsync(new PushOptions { Force = true });

        Assert.Equal(PushOutcome.Pushed, pushed.Outcome);
        Assert.NotEqual(three, world.Latest);
        Assert.Equal(4, world.Copies.Count);
        await bob.Service().BootstrapAsync();
        Assert.Equal("one", bob.Read()["token"]);
    }

    [Fact]
    public async Task A_plain_pull_after_a_copy_returns_to_latest()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");

        await alice.Service().PullAsync(new PullOptions { Copy = CopySelector.AtIndex(2) });
        Assert.NotEqual(world.Latest, alice.VaultBytes);
        await alice.Service().PullAsync();

        Assert.Equal(world.Latest, alice.VaultBytes);
    }

    [Fact]
    public async Task The_same_secrets_under_another_passphrase_are_a_change()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var next = Path.Combine(alice.Root, "next");
        File.WriteAllText(next, "another one\n");

        await Machine.FailsAsync(
            () => alice.Service(s => s with { NewPassphraseFile = next }).SaveAsync(), VaultErrors.ContradictingSettings);
        var rekeyed = await alice.Service(s => s with { NewPassphraseFile = next }).RekeyAsync();

        Assert.True(rekeyed.Resealed);
        await alice.Service(s => s with { Passphrase = Passphrase.FromText("another one") }).UnlockAsync();
    }

    [Fact]
    public async Task The_same_secrets_saved_by_two_operators_are_not_a_change()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.SaveAsync("the same");
        await bob.SaveAsync("the same");
        await alice.Service().PushAsync();

        Assert.Equal(PushOutcome.Unchanged, (await bob.Service().PushAsync()).Outcome);
        Assert.Equal(2, world.Copies.Count);
    }
}
