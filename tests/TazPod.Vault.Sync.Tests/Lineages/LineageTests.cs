using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Sync.Tests.Rivals;

namespace TazPod.Vault.Sync.Tests.Lineages;

public sealed class LineageTests
{
    public static TheoryData<ArenaKind> Stores => [ArenaKind.Aws, ArenaKind.Ceph, ArenaKind.Directory, ArenaKind.RealServer];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Generations_rotate_between_the_slots_and_the_last_two_are_restored(ArenaKind kind)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = new Pusher(arena.Open, "alice");
        using var bob = new Pusher(arena.Open, "bob");
        await alice.SetupAsync();
        Assert.Equal(LineageState.Empty, (await bob.StatusAsync()).State);
        await Machine.FailsAsync(() => bob.PullAsync(), VaultErrors.LineageEmpty);

        byte[][] contents = [Pusher.Noise(1), Pusher.Noise(70_000), Pusher.Noise(3_000_000)];
        for (var i = 0; i < contents.Length; i++)
        {
            var pushed = await alice.PushAsync(contents[i]);
            Assert.Equal((i + 1, i % 2 == 0 ? "slot-a" : "slot-b"), ((int)pushed.Snapshot.Generation, pushed.Snapshot.Slot));
            Assert.Equal(contents[i], await bob.PullAsync());
        }

        Assert.Equal(contents[1], await bob.PullAsync(options: new PullSnapshotOptions { Generation = 2 }));
        Assert.Equal(contents[2], await bob.PullAsync(options: new PullSnapshotOptions { Slot = LineageSlot.A }));
        Assert.Equal(contents[1], await bob.PullAsync(options: new PullSnapshotOptions { Slot = LineageSlot.B }));
        await Machine.FailsAsync(() => bob.PullAsync(options: new PullSnapshotOptions { Generation = 1 }), VaultErrors.GenerationNotFound);
        await Machine.FailsAsync(() => bob.PullAsync(options: new PullSnapshotOptions { Generation = 4 }), VaultErrors.GenerationNotFound);

        var status = await bob.StatusAsync();
        Assert.Equal(LineageState.Coherent, status.State);
        Assert.Equal((3L, 2L), (status.Current!.Generation, status.Previous!.Generation));
        Assert.Equal(alice.Name, status.Current.CreatedBy);
        Assert.Empty(status.Notices);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_same_file_again_is_no_new_generation_and_the_same_restore_writes_nothing(ArenaKind kind)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        var content = Pusher.Noise();
        await alice.PushAsync(content);

        var again = await alice.PushAsync(content);

        Assert.Equal((PushOutcome.Unchanged, 1L), (again.Outcome, again.Snapshot.Generation));
        await alice.PullAsync();
        var written = File.GetLastWriteTimeUtc(alice.Target);
        await alice.PullAsync();
        Assert.Equal(written, File.GetLastWriteTimeUtc(alice.Target));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Two_lineages_below_one_prefix_do_not_touch_each_other(ArenaKind kind)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        var (first, second) = (Pusher.Noise(), Pusher.Noise());
        await alice.PushAsync(first, s => s with { Lineage = "one" });
        await alice.PushAsync(second, s => s with { Lineage = "two" });

        Assert.Equal(second, await alice.PullAsync(s => s with { Lineage = null }));
        File.Delete(alice.Target);
        Assert.Equal(first, await alice.PullAsync(s => s with { Lineage = "one" }));
        Assert.Contains((await alice.StatusAsync(s => s with { Lineage = "one" })).Notices, line => line.Contains("two", StringComparison.Ordinal));

        // Nothing new: the global pointer keeps naming the later push, without a fight over it.
        Assert.Equal(PushOutcome.Unchanged, (await alice.PushAsync(first, s => s with { Lineage = "one" })).Outcome);
        Assert.Equal("two", (await alice.StatusAsync(s => s with { Lineage = null })).Lineage);
        var third = Pusher.Noise();
        await alice.PushAsync(third, s => s with { Lineage = "one" });
        Assert.Equal(third, await alice.PullAsync(s => s with { Lineage = null }));
        File.Delete(alice.Target);
        Assert.Equal(second, await alice.PullAsync(s => s with { Lineage = "two" }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_missing_store_is_not_an_empty_one(bool inDirectory)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        var elsewhere = alice.Service(s => inDirectory
            ? s with { Storage = StorageLocation.InDirectory(Path.Combine(alice.Root, "nowhere")), Lineage = "prod" }
            : s with { Bucket = "mistyped", Lineage = "prod" });

        var failure = await Machine.FailsAsync(() => elsewhere.LineageStatusAsync(), VaultErrors.LineageStoreNotFound);

        Assert.Equal(ExitCode.Usage, failure.Error.ExitCode);
    }

    [Fact]
    public async Task Without_a_name_the_first_push_generates_one_and_the_next_continues_it()
    {
        await using var arena = await Arena.OpenAsync(ArenaKind.Aws);
        using var alice = new Pusher(arena.Open, "alice");

        var first = await alice.PushAsync(Pusher.Noise(), s => s with { Lineage = null });
        var second = await alice.PushAsync(Pusher.Noise(), s => s with { Lineage = null });

        Assert.True(Guid.TryParse(first.Snapshot.Lineage, out _));
        Assert.Equal((first.Snapshot.Lineage, 2L), (second.Snapshot.Lineage, second.Snapshot.Generation));
    }

    [Fact]
    public async Task With_several_lineages_and_no_pointer_one_must_be_named()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        await alice.PushAsync(Pusher.Noise(), s => s with { Lineage = "one" });
        await alice.PushAsync(Pusher.Noise(), s => s with { Lineage = "two" });
        world.Bucket.Remove(Pusher.Keys.Global);

        var failure = await Machine.FailsAsync(() => alice.PullAsync(s => s with { Lineage = null }), VaultErrors.LineageUnclear);
        Assert.Contains("one, two", failure.Hint, StringComparison.Ordinal);
        await Machine.FailsAsync(() => alice.PushAsync(Pusher.Noise(), s => s with { Lineage = null }), VaultErrors.LineageUnclear);
    }

    [Fact]
    public async Task Requests_are_counted()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        var content = Pusher.Noise();
        await alice.PushAsync(content);
        world.S3.ResetRequests();

        await alice.PushAsync(content);
        Assert.Equal(["HeadObject", "HeadObject", "GetObject", "GetObject"], world.S3.Operations);

        world.S3.ResetRequests();
        await alice.PushAsync(Pusher.Noise());
        Assert.Equal(
            ["HeadObject", "HeadObject", "GetObject", "GetObject", "PutObject", "HeadObject", "PutObject", "PutObject"], world.S3.Operations);
        Assert.Equal(["slot-b", "slot-b", "latest.json", "latest.json"], world.S3.Requests.Skip(4).Select(request => request.Key.Split('/')[^1]));

        world.S3.ResetRequests();
        await alice.PullAsync();
        Assert.Equal(["GetObject", "GetObject", "GetObject"], world.S3.Operations);

        world.S3.ResetRequests();
        await alice.StatusAsync();
        Assert.Equal(4, world.S3.Requests.Count);
    }

    [Fact]
    public async Task A_store_that_ignores_conditions_is_refused_unless_the_user_accepts_the_risk()
    {
        await using var world = await World.StartAsync(Testing.S3.S3Quirks.Aws with { IgnoreConditions = true });
        using var alice = new Pusher(world.OpenStore, "alice");

        await Machine.FailsAsync(() => alice.PushAsync(Pusher.Noise()), VaultErrors.ConditionsNotHonoured);
        Assert.Empty(world.Bucket.Keys);

        var content = Pusher.Noise();
        var pushed = await alice.PushAsync(content, s => s with { UnsafeStore = true });
        Assert.Contains(pushed.Notices, notice => notice.Contains("unsafe_store", StringComparison.Ordinal));
        Assert.Equal(content, await alice.PullAsync());
    }

    [Fact]
    public async Task The_store_is_probed_once_and_the_pointer_remembers()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        using var bob = new Pusher(world.OpenStore, "bob");

        await alice.PushAsync(Pusher.Noise());
        world.S3.ResetRequests();
        await bob.PushAsync(Pusher.Noise());

        Assert.Equal(8, world.S3.Requests.Count);
        Assert.All(world.Bucket.Keys, key => Assert.DoesNotContain(".probe", key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_invalid_snapshot_is_not_pushed()
    {
        await using var arena = await Arena.OpenAsync(ArenaKind.Directory);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();

        await Machine.FailsAsync(() => alice.PushAsync([]), VaultErrors.SnapshotRefused);
        await Machine.FailsAsync(() => alice.Service().PushSnapshotAsync(), VaultErrors.SnapshotRefused);
        await Machine.FailsAsync(() => alice.Service().PullSnapshotAsync(), VaultErrors.SnapshotRefused);
        await Machine.FailsAsync(() => alice.Service().PushSnapshotAsync(new PushSnapshotOptions { File = alice.Target }), VaultErrors.SnapshotNotFound);
        var directory = Path.GetDirectoryName(alice.File)!;
        await Machine.FailsAsync(() => alice.Service().PushSnapshotAsync(new PushSnapshotOptions { File = directory }), VaultErrors.SnapshotRefused);
        Assert.Equal(LineageState.Empty, (await alice.StatusAsync()).State);

        Assert.Equal(1, (await alice.PushAsync([], options: new PushSnapshotOptions { AllowEmpty = true })).Snapshot.Generation);
        Assert.Empty(await alice.PullAsync());
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_sent_does_not_become_a_generation()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        var first = Pusher.Noise();
        await alice.PushAsync(first);
        world.S3.Faults.OnNth(1, "PutObject", Testing.S3.Faults.Fault.Before(() => File.WriteAllBytes(alice.File, Pusher.Noise())));

        await Machine.FailsAsync(() => alice.PushAsync(Pusher.Noise()), VaultErrors.SnapshotChanged);

        Assert.Equal(first, await alice.PullAsync());
    }

    [Fact]
    public async Task A_newer_file_that_the_lineage_does_not_hold_is_not_replaced_without_force()
    {
        await using var arena = await Arena.OpenAsync(ArenaKind.Directory);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        var content = Pusher.Noise();
        await alice.PushAsync(content);
        Directory.CreateDirectory(Path.GetDirectoryName(alice.Target)!);
        File.WriteAllText(alice.Target, "a newer snapshot");
        File.SetLastWriteTimeUtc(alice.Target, DateTime.UtcNow.AddMinutes(1));

        await Machine.FailsAsync(() => alice.PullAsync(), VaultErrors.SnapshotNewer);
        Assert.Equal("a newer snapshot", File.ReadAllText(alice.Target));

        Assert.Equal(content, await alice.PullAsync(options: new PullSnapshotOptions { Force = true }));
        var aside = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(alice.Target)!, "*.local"));
        Assert.Equal("a newer snapshot", File.ReadAllText(aside));

        // An older file is from an earlier restore, or is meant to be overwritten.
        File.WriteAllText(alice.Target, "an old one");
        File.SetLastWriteTimeUtc(alice.Target, DateTime.UtcNow.AddDays(-1));
        Assert.Equal(content, await alice.PullAsync());
    }

    [Fact]
    public async Task Only_its_owner_can_read_the_pulled_file_and_nothing_is_left_beside_it()
    {
        await using var arena = await Arena.OpenAsync(ArenaKind.Directory);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        await alice.PushAsync(Pusher.Noise());

        await alice.PullAsync();

        Assert.Equal([alice.Target], Directory.GetFileSystemEntries(Path.GetDirectoryName(alice.Target)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(alice.Target));
        }
    }

    [Fact]
    public async Task A_connection_lost_during_a_restore_is_retried_and_otherwise_nothing_is_replaced()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        var (first, second) = (Pusher.Noise(), Pusher.Noise(200_000));
        await alice.PushAsync(first);
        await alice.PullAsync();
        await alice.PushAsync(second);
        var slot = Pusher.Keys.Slot(LineageSlot.B);
        world.S3.Faults.On(request => request.Key == slot && request.Method == "GET", 3, Testing.S3.Faults.Fault.CutBody(100_000));

        await Machine.FailsAsync(() => alice.PullAsync(), VaultErrors.StoreUnreachable);
        Assert.Equal(first, await File.ReadAllBytesAsync(alice.Target));

        world.S3.Faults.Clear();
        world.S3.Faults.On(request => request.Key == slot && request.Method == "GET", 3, Testing.S3.Faults.Fault.CutBody(100_000));
        Assert.Equal(second, await alice.PullAsync(s => s with { Retries = 5 }));
    }
}
