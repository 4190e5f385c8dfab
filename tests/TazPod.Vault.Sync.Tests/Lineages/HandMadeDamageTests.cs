using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Storage;
using TazPod.Vault.Sync.Tests.Rivals;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>Changes by hand are found, reported and refused. They never lead to the restore of something older, incomplete or
/// foreign.</summary>
public sealed class HandMadeDamageTests
{
    public static TheoryData<ArenaKind> Stores => [ArenaKind.Aws, ArenaKind.Ceph, ArenaKind.Directory, ArenaKind.RealServer];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Slots_that_were_swapped_are_found(ArenaKind kind) => await FoundAsync(kind, async (store, _) =>
    {
        var (a, b) = (await StoredAsync(store, Slot(LineageSlot.A)), await StoredAsync(store, Slot(LineageSlot.B)));
        await PutAsync(store, Slot(LineageSlot.A), b);
        await PutAsync(store, Slot(LineageSlot.B), a);
    });

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_slot_that_was_rolled_back_is_found(ArenaKind kind) =>
        await FoundAsync(kind, (store, older) => PutAsync(store, Slot(LineageSlot.A), older[Slot(LineageSlot.A)]), previousIsWhole: true);

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_slot_that_was_cut_is_found(ArenaKind kind) => await FoundAsync(
        kind,
        async (store, _) =>
        {
            var (content, labels) = await StoredAsync(store, Slot(LineageSlot.A));
            await PutAsync(store, Slot(LineageSlot.A), (content[..^1], labels));
        },
        previousIsWhole: true);

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_slot_that_was_replaced_is_found(ArenaKind kind) => await FoundAsync(
        kind, (store, _) => PutAsync(store, Slot(LineageSlot.A), (Pusher.Noise(), new Dictionary<string, string>())), previousIsWhole: true);

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_slot_that_was_removed_is_found(ArenaKind kind) =>
        await FoundAsync(kind, (store, _) => store.DeleteObjectsAsync([Slot(LineageSlot.A)]), previousIsWhole: true);

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_pointer_that_was_rolled_back_is_found(ArenaKind kind) =>
        await FoundAsync(kind, (store, older) => PutAsync(store, Pusher.Keys.Latest, older[Pusher.Keys.Latest]));

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_lineage_that_was_rolled_back_but_for_its_global_pointer_is_found(ArenaKind kind) => await FoundAsync(kind, async (store, older) =>
    {
        foreach (var key in new[] { Pusher.Keys.Latest, Slot(LineageSlot.A), Slot(LineageSlot.B) })
        {
            await PutAsync(store, key, older[key]);
        }
    });

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_pointer_that_was_removed_is_found(ArenaKind kind) =>
        await FoundAsync(kind, (store, _) => store.DeleteObjectsAsync([Pusher.Keys.Latest]));

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Pointers_that_were_both_removed_are_found(ArenaKind kind) =>
        await FoundAsync(kind, (store, _) => store.DeleteObjectsAsync([Pusher.Keys.Latest, Pusher.Keys.Global]));

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_invalid_pointer_is_found(ArenaKind kind) =>
        await FoundAsync(kind, (store, _) => PutAsync(store, Pusher.Keys.Latest, ("{}"u8.ToArray(), new Dictionary<string, string>())));

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_pointer_of_another_lineage_is_found(ArenaKind kind) => await FoundAsync(kind, async (store, _) =>
    {
        var (content, labels) = await StoredAsync(store, Pusher.Keys.Latest);
        var other = System.Text.Encoding.UTF8.GetString(content).Replace("prod", "test", StringComparison.Ordinal);
        await PutAsync(store, Pusher.Keys.Latest, (System.Text.Encoding.UTF8.GetBytes(other), labels));
    });

    [Fact]
    public async Task A_replaced_previous_generation_is_refused_but_the_last_one_can_be_restored()
    {
        await using var arena = await Arena.OpenAsync(ArenaKind.Aws);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.PushAsync(Pusher.Noise());
        var last = Pusher.Noise();
        await alice.PushAsync(last);
        using var store = arena.Open();
        await PutAsync(store, Slot(LineageSlot.A), (Pusher.Noise(), new Dictionary<string, string>()));

        Assert.Equal(last, await alice.PullAsync());
        await Machine.FailsAsync(() => alice.PullAsync(options: new PullSnapshotOptions { Generation = 1 }), VaultErrors.LineageIncoherent);
        var status = await alice.StatusAsync();
        Assert.Equal(LineageState.Coherent, status.State);
        Assert.Contains("manually", Assert.Single(status.Notices), StringComparison.Ordinal);

        var next = Pusher.Noise();
        Assert.Equal(3, (await alice.PushAsync(next)).Snapshot.Generation);
        Assert.Equal(next, await alice.PullAsync());
    }

    [Fact]
    public async Task A_slot_with_damaged_bytes_is_refused_and_the_file_is_kept()
    {
        await using var world = await World.StartAsync();
        using var bob = new Pusher(world.OpenStore, "bob");
        await bob.PushAsync(Pusher.Noise());
        world.S3.Faults.On(
            request => request.Key.EndsWith("slot-a", StringComparison.Ordinal) && request.Method == "GET", Testing.S3.Faults.Fault.FlipByte(17));
        Directory.CreateDirectory(Path.GetDirectoryName(bob.Target)!);
        File.WriteAllText(bob.Target, "standing");
        File.SetLastWriteTimeUtc(bob.Target, DateTime.UtcNow.AddDays(-1));

        await Machine.FailsAsync(() => bob.PullAsync(s => s with { Retries = 2 }), VaultErrors.DownloadDamaged);

        Assert.Equal("standing", File.ReadAllText(bob.Target));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(bob.Target)!));
    }

    [Fact]
    public async Task With_an_invalid_global_pointer_the_lineage_can_still_be_named()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        var first = Pusher.Noise();
        await alice.PushAsync(first);
        world.Bucket.Put(Pusher.Keys.Global, "not ours"u8);

        await Machine.FailsAsync(() => alice.PullAsync(s => s with { Lineage = null }), VaultErrors.LineageIncoherent);
        Assert.Equal(first, await alice.PullAsync());
        Assert.Contains("global pointer", Assert.Single((await alice.StatusAsync()).Notices), StringComparison.Ordinal);
        await Machine.FailsAsync(() => alice.PushAsync(Pusher.Noise()), VaultErrors.LineageIncoherent);
        Assert.Equal("not ours"u8.ToArray(), world.Bucket.Get(Pusher.Keys.Global)!.Content.ToArray());

        var second = Pusher.Noise();
        await alice.PushAsync(second, options: new PushSnapshotOptions { Force = true });
        Assert.Equal(second, await alice.PullAsync(s => s with { Lineage = null }));
    }

    [Fact]
    public async Task Without_a_pointer_the_operator_can_still_restore_a_slot_by_its_labels()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        var (first, second) = (Pusher.Noise(), Pusher.Noise());
        await alice.PushAsync(first);
        await alice.PushAsync(second);
        world.Bucket.Remove(Pusher.Keys.Latest);

        await Machine.FailsAsync(() => alice.PullAsync(options: new PullSnapshotOptions { Slot = LineageSlot.B }), VaultErrors.LineageIncoherent);
        Assert.Equal(second, await alice.PullAsync(options: new PullSnapshotOptions { Slot = LineageSlot.B, Force = true }));
        Assert.Equal(first, await alice.PullAsync(options: new PullSnapshotOptions { Slot = LineageSlot.A, Force = true }));

        var labels = world.Bucket.Get(Slot(LineageSlot.B))!.Metadata;
        world.Bucket.Put(Slot(LineageSlot.B), Pusher.Noise(), labels);
        await Machine.FailsAsync(() => alice.PullAsync(options: new PullSnapshotOptions { Slot = LineageSlot.B, Force = true }), VaultErrors.DownloadDamaged);
        world.Bucket.Put(Slot(LineageSlot.B), Pusher.Noise());
        await Machine.FailsAsync(() => alice.PullAsync(options: new PullSnapshotOptions { Slot = LineageSlot.B, Force = true }), VaultErrors.LineageIncoherent);
    }

    private static string Slot(LineageSlot slot) => Pusher.Keys.Slot(slot);

    /// <summary>Three generations, the last in slot-a; then the damage. Every verb reports it, and force starts over.</summary>
    private static async Task FoundAsync(
        ArenaKind kind, Func<IObjectStore, Dictionary<string, (byte[] Content, IReadOnlyDictionary<string, string> Labels)>, Task> damage, bool previousIsWhole = false)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        await alice.PushAsync(Pusher.Noise());
        var second = Pusher.Noise();
        await alice.PushAsync(second);
        using var store = arena.Open();
        var older = new Dictionary<string, (byte[], IReadOnlyDictionary<string, string>)>();
        foreach (var info in await store.ListObjectsAsync(LineageKeys.DefaultPrefix))
        {
            older[info.Key] = await StoredAsync(store, info.Key);
        }

        await alice.PushAsync(Pusher.Noise());
        Assert.Equal(LineageState.Coherent, (await alice.StatusAsync()).State);

        await damage(store, older);

        var status = await alice.StatusAsync();
        Assert.Equal(LineageState.Incoherent, status.State);
        Assert.Equal(ExitCode.Integrity, status.Failure!.Error.ExitCode);
        await Machine.FailsAsync(() => alice.PullAsync(), VaultErrors.LineageIncoherent);
        Assert.False(File.Exists(alice.Target));
        await Machine.FailsAsync(() => alice.PushAsync(Pusher.Noise()), VaultErrors.LineageIncoherent);
        if (previousIsWhole)
        {
            Assert.Equal(2, status.Previous!.Generation);
            Assert.Equal(second, await alice.PullAsync(options: new PullSnapshotOptions { Generation = 2 }));
        }

        var next = Pusher.Noise();
        var pushed = await alice.PushAsync(next, options: new PushSnapshotOptions { Force = true });
        Assert.InRange(pushed.Snapshot.Generation, 4, 5);
        Assert.Equal(next, await alice.PullAsync());
        Assert.Equal(LineageState.Coherent, (await alice.StatusAsync()).State);
        await alice.PushAsync(Pusher.Noise());
    }

    private static async Task<(byte[] Content, IReadOnlyDictionary<string, string> Labels)> StoredAsync(IObjectStore store, string key)
    {
        await using var download = await store.GetObjectAsync(key);
        using var content = new MemoryStream();
        await download.Content.CopyToAsync(content);
        return (content.ToArray(), download.Head!.Metadata);
    }

    private static Task<PutResult> PutAsync(IObjectStore store, string key, (byte[] Content, IReadOnlyDictionary<string, string> Labels) stored) =>
        store.PutObjectAsync(key, stored.Content, stored.Labels, WriteCondition.None);
}
