using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>An older copy is not news: a push does not roll a team back by mistake.</summary>
public sealed class OlderCopyTests
{
    private static readonly PushOptions Forced = new() { Force = true };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_push_of_an_older_copy_is_refused_and_names_the_steps_that_work(bool isRgw)
    {
        await using var world = await World.StartAsync(isRgw ? S3Quirks.Rgw : S3Quirks.Aws);
        var alice = await world.Prepare("alice").Pushed("one", "two", "three");
        var three = world.Latest;
        await PullAsync(alice, 3);
        world.S3.ResetRequests();

        var failure = await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.OlderCopy);

        Assert.Equal(["HeadObject", "ListObjectsV2"], world.S3.Operations.Order());
        Assert.Equal(ExitCode.Conflict, failure.Error.ExitCode);
        Assert.Contains($"copy 3 of 3, from {ObjectKeys.StampOf(world.Copies[0])}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("RestoreVault --index=3 (or PushVault --force)", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(three, world.Latest);
        Assert.Equal(3, world.Copies.Count);

        var restored = await alice.Service().RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(3), Yes = true });
        Assert.True(restored.Restored);
        Assert.Equal(alice.VaultBytes, world.Latest);
    }

    [Fact]
    public async Task The_copy_counts_not_how_it_came_here()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var one = alice.VaultBytes;
        await alice.PushAsync("two");

        // Put back from a backup: no recorded fact describes these bytes.
        await File.WriteAllBytesAsync(alice.VaultFile, one);
        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.OlderCopy);
    }

    [Fact]
    public async Task Without_hashes_in_the_listing_a_pulled_copy_is_refused_too()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { KmsStyleEtags = true });
        var alice = await world.Prepare("alice").Pushed("one", "two");
        await PullAsync(alice, 2);

        var failure = await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.OlderCopy);

        Assert.DoesNotContain("RestoreVault", failure.Hint, StringComparison.Ordinal);
        await alice.Service().PullAsync();
        Assert.Equal(world.Latest, alice.VaultBytes);
    }

    [Fact]
    public async Task A_tree_that_was_edited_back_to_old_contents_is_news()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two").Saved("one");

        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);
    }

    [Fact]
    public async Task An_absent_latest_and_an_interrupted_push_are_exempt()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");
        await PullAsync(alice, 2);
        world.Bucket.Remove(ObjectKeys.Latest);
        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);

        await PullAsync(alice, 2);
        world.S3.Faults.On("PutObject", Fault.ResetBeforeRead);
        await Assert.ThrowsAsync<VaultException>(() => alice.Service(s => s with { Retries = 0 }).PushAsync(Forced));
        world.S3.Faults.Clear();
        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);
    }

    [Fact]
    public async Task An_interrupted_push_that_others_have_replaced_since_is_an_older_copy()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("mine");
        world.S3.Faults.On(request => request.Method == "PUT" && request.Key.StartsWith(ObjectKeys.HistoryPrefix, StringComparison.Ordinal), Fault.ResetAfterCommit);
        await Assert.ThrowsAsync<VaultException>(() => alice.Service(s => s with { Retries = 0 }).PushAsync());
        world.S3.Faults.Clear();
        var bob = await world.Newcomer("bob").Bootstrapped();
        await bob.PushAsync("his");
        var his = world.Latest;

        await PullAsync(alice, 2);
        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.OlderCopy);

        Assert.Equal(his, world.Latest);
    }

    [Fact]
    public async Task A_forced_push_names_what_it_replaced()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");
        var two = ObjectKeys.StampOf(world.Copies[^1])!.ToString();
        await PullAsync(alice, 2);

        var forced = await alice.Service().PushAsync(Forced);

        Assert.Equal(two, forced.Replaced);
        Assert.Contains($"; the previous latest is copy {two}", forced.Summary, StringComparison.Ordinal);
        var bob = await world.Newcomer("bob").Bootstrapped();
        Assert.Null((await bob.PushAsync("three")).Replaced);
    }

    [Fact]
    public async Task A_new_passphrase_does_not_make_an_older_copy_news()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");
        await PullAsync(alice, 2);
        var (local, latest) = (alice.VaultBytes, world.Latest);
        var next = Path.Combine(alice.Root, "next");
        await File.WriteAllTextAsync(next, "battery staple");

        await Machine.FailsAsync(() => alice.Service(s => s with { NewPassphraseFile = next }).RekeyAsync(), VaultErrors.OlderCopy);

        Assert.Equal(local, alice.VaultBytes);
        Assert.Equal(latest, world.Latest);
    }

    private static async Task PullAsync(Machine machine, int index) =>
        await machine.Service().PullAsync(new PullOptions { Copy = CopySelector.AtIndex(index) });
}
