using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>One store under two addresses, and two stores with the same bytes: the bytes that were last synced count as seen under every
/// address.</summary>
public sealed class AnotherAddressTests
{
    public static TheoryData<string> Kinds => ["aws", "rgw", "managed keys"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_unpushed_edit_is_pushed_under_either_address_in_turn(string kind)
    {
        await using var world = await World.StartAsync(QuirksOf(kind));
        var alice = await world.Prepare("alice").Pushed("0");
        for (var turn = 1; turn <= 3; turn++)
        {
            var replaced = world.Latest!;
            await alice.SaveAsync($"{turn}");
            Func<VaultSettings, VaultSettings> address = turn % 2 == 1 ? Elsewhere(world) : s => s;

            Assert.Equal(SyncRelation.LocalAhead, (await alice.Service(address).StatusAsync()).Relation);
            Assert.Contains("Run PushVault first", (await Machine.FailsAsync(() => alice.Service(address).PullAsync(), VaultErrors.UnpushedChanges)).Hint, StringComparison.Ordinal);
            Assert.Equal(PushOutcome.Pushed, (await alice.Service(address).PushAsync()).Outcome);

            Assert.Equal(alice.VaultBytes, world.Latest);
            Assert.True(world.HistoryHolds(replaced));
        }
    }

    [Fact]
    public async Task A_push_of_another_tool_that_this_workspace_pulled_counts_as_seen()
    {
        await using var world = await World.StartAsync();
        var go = world.Machine("go");
        await go.SaveAsync("by another tool");
        world.WriteLikeTheGoTool(go.VaultBytes, File.ReadAllText(go.Beside("last-content.hash")));
        var bob = await world.Newcomer("bob").Bootstrapped().Saved("edited");
        var replaced = world.Latest!;

        await bob.Service(Elsewhere(world)).PushAsync();

        Assert.Equal(bob.VaultBytes, world.Latest);
        Assert.True(world.HistoryHolds(replaced));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_label_alone_does_not_make_it_seen(bool claimsToBe)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var labels = world.Bucket.Get(ObjectKeys.Latest)!.Metadata;
        var foreign = World.NotOurVault();
        world.Bucket.Put(ObjectKeys.Latest, foreign, claimsToBe ? labels : null);
        await alice.SaveAsync("two");

        await Machine.FailsAsync(() => alice.Service(Elsewhere(world)).PushAsync(), VaultErrors.RemoteMoved);

        Assert.Equal(foreign, world.Latest);
    }

    [Fact]
    public async Task A_push_to_a_copy_of_the_store_keeps_its_old_latest()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var copied = world.S3.Bucket("copied");
        var latest = world.Bucket.Get(ObjectKeys.Latest)!;
        copied.Put(latest.Key, latest.Content.Span, latest.Metadata);
        await alice.SaveAsync("two");

        await alice.Service(s => s with { Bucket = "copied" }).PushAsync();

        Assert.Equal(alice.VaultBytes, copied.Get(ObjectKeys.Latest)!.Content.ToArray());
        Assert.Contains(copied.Keys, key => ObjectKeys.StampOf(key) is not null && copied.Get(key)!.Content.Span.SequenceEqual(latest.Content.Span));
        Assert.Equal(latest.Content.ToArray(), world.Latest);
    }

    [Fact]
    public async Task Bytes_that_were_synced_earlier_are_not_the_base_of_the_edit()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped().Saved("two");
        world.S3.Bucket("second");
        await bob.Service(s => s with { Bucket = "second" }).PushAsync();

        // From the second store and back: the local vault is the first store's latest again.
        await alice.Service(s => s with { Bucket = "second" }).PullAsync();
        await alice.Service().PullAsync();
        await alice.Service().UnlockAsync();
        await alice.SaveAsync("edited from one");
        await bob.Service().PushAsync();

        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);

        Assert.Equal(bob.VaultBytes, world.Latest);
    }

    [Fact]
    public async Task A_pull_keeps_the_old_vault_if_it_was_synced_elsewhere_and_is_not_in_this_store()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var one = alice.VaultBytes;
        var bob = world.Machine("bob");
        await bob.SaveAsync("two");
        world.S3.Bucket("second");
        await bob.Service(s => s with { Bucket = "second" }).PushAsync();

        var pulled = await alice.Service(s => s with { Bucket = "second" }).PullAsync();

        Assert.Equal(bob.VaultBytes, alice.VaultBytes);
        Assert.Equal(one, await File.ReadAllBytesAsync(pulled.SetAside!));
    }

    [Fact]
    public async Task An_interrupted_restore_is_finished_under_the_other_address()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");

        var one = world.Bucket.Get(world.Copies[0])!.Content.ToArray();
        var restoring = new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true };
        world.S3.Faults.On("CopyObject", Fault.Status(500, "InternalError"));
        world.S3.Faults.On(r => r.Operation == "PutObject" && r.Key != ObjectKeys.Latest, Fault.Status(500, "InternalError"));
        await Machine.FailsAsync(() => alice.Service(s => s with { Retries = 0 }).RestoreAsync(restoring), VaultErrors.CopyPending);
        world.S3.Faults.Clear();
        await alice.Service().PushAsync();

        await alice.Service(s => Elsewhere(world)(s) with { Retries = 0 }).RestoreAsync(restoring);

        Assert.Equal(one, world.Latest);
        Assert.DoesNotContain("restoring", await File.ReadAllTextAsync(alice.Beside("sync.json")), StringComparison.Ordinal);
    }

    private static S3Quirks QuirksOf(string kind) => kind switch
    {
        "rgw" => S3Quirks.Rgw,
        "managed keys" => S3Quirks.Aws with { KmsStyleEtags = true },
        _ => S3Quirks.Aws,
    };

    private static Func<VaultSettings, VaultSettings> Elsewhere(World world)
    {
        var other = new UriBuilder(world.Url) { Host = "localhost" }.Uri;
        return s => s with { Endpoint = other };
    }
}
