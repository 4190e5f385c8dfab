using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A pinned copy survives every prune and is restored like any other.</summary>
public sealed class PinTests
{
    public static TheoryData<string> Stores => ["aws", "rgw", "managed keys", "no copies"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_pinned_copy_outlives_the_prunes_of_every_tool_and_is_pulled_like_any_copy(string kind)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await world.Prepare("alice");
        var first = (await alice.PushAsync("one")).Stamp!;
        var stamp = Stamp.TryParse(first)!.Value;
        await alice.PushAsync("two");

        var pinned = await alice.Service().PinAsync(new PinOptions { Copy = At(first), Note = "before the move, 100 %" });
        Assert.True(pinned.Pinned);
        foreach (var key in world.Copies)
        {
            world.Bucket.Remove(key); // The Go tool's prune only sees objects below history/.
        }

        var listed = (await alice.Service().ListHistoryAsync()).Entries;
        var row = Assert.Single(listed);
        Assert.Equal((first, true, "before the move, 100 %", "alice@host"), (row.Stamp, row.IsPinned, row.Note, row.PushedBy));
        var bob = world.Machine("bob");
        var pull = await bob.Service().PullAsync(new PullOptions { Copy = CopySelector.AtIndex(1) });
        Assert.Equal((first, ObjectKeys.ForPin(stamp)), (pull.Stamp, pull.Key));
        await bob.Service().UnlockAsync();
        Assert.Equal("one", bob.Read()["token"]);
        Assert.DoesNotContain(ObjectKeys.ForStamp(stamp), world.Copies);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Unpinning_restores_a_copy_that_the_history_has_lost(string kind)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await world.Prepare("alice");
        var first = (await alice.PushAsync("one")).Stamp!;
        var key = ObjectKeys.ForStamp(Stamp.TryParse(first)!.Value);
        await alice.PushAsync("two");
        var bytes = world.Bucket.Get(key)!.Content.ToArray();
        var labels = world.Bucket.Get(key)!.Metadata;
        await alice.Service().PinAsync(new PinOptions { Copy = At(first), Note = "kept" });
        world.Bucket.Remove(key);

        Assert.True((await alice.Service().UnpinAsync(new UnpinOptions { Copy = At(first) })).BackInHistory);

        Assert.Equal(bytes, world.Bucket.Get(key)!.Content.ToArray());
        Assert.Equal(labels, new Dictionary<string, string>(world.Bucket.Get(key)!.Metadata));
        Assert.Equal(2, world.Copies.Count);
        Assert.DoesNotContain(world.Bucket.Keys, each => each.StartsWith(ObjectKeys.PinnedPrefix, StringComparison.Ordinal));
        await Machine.FailsAsync(() => alice.Service().UnpinAsync(new UnpinOptions { Copy = At(first) }), VaultErrors.CopyNotFound);
    }

    [Fact]
    public async Task A_pin_costs_four_requests_and_pinning_again_only_changes_the_note()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await alice.PushAsync("one");
        world.S3.ResetRequests();

        Assert.True((await alice.Service().PinAsync()).Pinned);
        Assert.Equal(["ListObjectsV2", "HeadObject", "CopyObject", "HeadObject"], world.S3.Operations);
        world.S3.ResetRequests();
        Assert.False((await alice.Service().PinAsync()).Pinned);
        Assert.Equal(["ListObjectsV2", "HeadObject"], world.S3.Operations);
        var noted = await alice.Service().PinAsync(new PinOptions { Note = "now with a note" });
        Assert.Equal((true, "now with a note"), (noted.Pinned, noted.Note));
        Assert.Equal("now with a note", (await alice.Service().PinAsync()).Note);
        Assert.Equal(world.Latest, world.Bucket.Get(noted.Key)!.Content.ToArray());
    }

    [Fact]
    public async Task A_latest_without_a_copy_is_pinned_directly()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await Machine.FailsAsync(() => alice.Service().PinAsync(), VaultErrors.ObjectNotFound);
        world.WriteLikeTheGoTool(World.NotOurVault(), "label");

        var pinned = await alice.Service().PinAsync();

        Assert.Equal(world.Latest, world.Bucket.Get(pinned.Key)!.Content.ToArray());
    }

    [Fact]
    public async Task A_pinned_copy_is_kept_when_pushes_and_prunes_remove_the_others()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var first = (await alice.PushAsync("one")).Stamp!;
        await alice.Service().PinAsync(new PinOptions { Copy = At(first) });
        for (var turn = 0; turn < 3; turn++)
        {
            await alice.SaveAsync($"turn {turn}");
            await alice.Service(s => s with { Retention = 1 }).PushAsync();
        }

        await alice.Service(s => s with { KeepLast = 1 }).PruneHistoryAsync();

        Assert.Equal(2, world.Copies.Count);
        Assert.Contains(ObjectKeys.ForStamp(Stamp.TryParse(first)!.Value), world.Copies);
    }

    [Fact]
    public async Task No_workspace_prunes_in_a_push_while_there_are_keep_rules()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        for (var turn = 0; turn < 4; turn++)
        {
            await alice.SaveAsync($"turn {turn}");
            await alice.Service(s => s with { Retention = 1, KeepMonthly = 1 }).PushAsync();
        }

        var bob = await world.Newcomer("bob").Bootstrapped().Saved("bob");
        await bob.Service(s => s with { Retention = 1 }).PushAsync();

        Assert.Equal(5, world.Copies.Count);
        var pruned = await bob.Service(s => s with { KeepMonthly = 1 }).PruneHistoryAsync();
        Assert.Equal((1, 4), (pruned.Kept, pruned.Pruned.Count));
    }

    private static S3Quirks Quirks(string kind) => kind switch
    {
        "rgw" => S3Quirks.Rgw,
        "managed keys" => S3Quirks.Aws with { KmsStyleEtags = true },
        "no copies" => S3Quirks.Aws with { RefuseCopies = true },
        _ => S3Quirks.Aws,
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pin_stays_when_the_history_copy_differs_from_it_in_a_byte(bool damageThePin)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var first = (await alice.PushAsync("one")).Stamp!;
        await alice.PushAsync("two");
        await alice.Service().PinAsync(new PinOptions { Copy = At(first) });
        var stamp = Stamp.TryParse(first)!.Value;
        var key = damageThePin ? ObjectKeys.ForPin(stamp) : ObjectKeys.ForStamp(stamp);
        var bytes = world.Bucket.Get(key)!.Content.ToArray();
        bytes[50] ^= 1;
        world.Bucket.Put(key, bytes, new Dictionary<string, string>(world.Bucket.Get(key)!.Metadata));

        var failure = await Assert.ThrowsAsync<VaultException>(() => alice.Service().UnpinAsync(new UnpinOptions { Copy = At(first) }));

        Assert.Equal(ExitCode.Integrity, failure.Error.ExitCode);
        Assert.Contains(ObjectKeys.ForPin(stamp), world.Bucket.Keys);
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("managed keys")]
    public async Task A_copy_that_was_answered_but_not_stored_is_neither_a_pin_nor_a_reason_to_remove_one(string kind)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await world.Prepare("alice");
        var first = (await alice.PushAsync("one")).Stamp!;
        await alice.PushAsync("two");
        var stamp = Stamp.TryParse(first)!.Value;
        NothingIsStored(world, ObjectKeys.ForPin(stamp));
        await Machine.FailsAsync(() => alice.Service().PinAsync(new PinOptions { Copy = At(first) }), VaultErrors.StoreFailed);

        world.S3.Faults.Clear();
        await alice.Service().PinAsync(new PinOptions { Copy = At(first) });
        world.Bucket.Remove(ObjectKeys.ForStamp(stamp));
        NothingIsStored(world, ObjectKeys.ForStamp(stamp));
        await Machine.FailsAsync(() => alice.Service().UnpinAsync(new UnpinOptions { Copy = At(first) }), VaultErrors.StoreFailed);

        Assert.Contains(ObjectKeys.ForPin(stamp), world.Bucket.Keys);
    }

    [Fact]
    public async Task A_copy_with_other_bytes_is_no_reason_to_remove_a_pin()
    {
        await using var world = await World.StartAsync(Quirks("managed keys"));
        var alice = await world.Prepare("alice");
        var first = (await alice.PushAsync("one")).Stamp!;
        await alice.PushAsync("two");
        var key = ObjectKeys.ForStamp(Stamp.TryParse(first)!.Value);
        await alice.Service().PinAsync(new PinOptions { Copy = At(first) });
        world.Bucket.Remove(key);
        world.S3.Faults.On("CopyObject", Fault.After(() =>
        {
            var made = world.Bucket.Get(key)!;
            var bytes = made.Content.ToArray();
            bytes[50] ^= 1;
            world.Bucket.Put(key, bytes, new Dictionary<string, string>(made.Metadata));
        }));

        var failure = await Assert.ThrowsAsync<VaultException>(() => alice.Service().UnpinAsync(new UnpinOptions { Copy = At(first) }));

        Assert.Equal(ExitCode.Integrity, failure.Error.ExitCode);
        Assert.Single(world.Bucket.Keys, each => each.StartsWith(ObjectKeys.PinnedPrefix, StringComparison.Ordinal));
    }

    private static void NothingIsStored(World world, string key) =>
        world.S3.Faults.On(request => request.Operation == "CopyObject" && request.Key == key, Fault.After(() => world.Bucket.Remove(key)));

    private static CopySelector At(string stamp) => CopySelector.TryParseTime(stamp)!;
}
