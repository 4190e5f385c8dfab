using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sync.Tests.Rivals;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>Two snapshots of the same state can differ in every byte. A fingerprint says that they are the same.</summary>
public sealed class FingerprintTests
{
    public static TheoryData<ArenaKind> Stores => [ArenaKind.Aws, ArenaKind.Ceph, ArenaKind.Directory, ArenaKind.RealServer];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_hundred_hourly_snapshots_with_five_changes_are_five_generations(ArenaKind kind)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = new Pusher(arena.Open, "alice");
        using var bob = new Pusher(arena.Open, "bob");
        await alice.SetupAsync();
        var generations = new HashSet<long>();
        for (var hour = 0; hour < 100; hour++)
        {
            var fingerprint = $"index={hour / 20} term=2";
            await CrashAsync(arena, alice, bob, hour, fingerprint);
            generations.Add((await alice.PushAsync(Pusher.Noise(300), options: Of(fingerprint))).Snapshot.Generation);
        }

        Assert.Equal([1L, 2L, 3L, 4L, 5L], generations.Order());
        var status = await bob.StatusAsync();
        Assert.Equal(LineageState.Coherent, status.State);
        Assert.Equal(("index=4 term=2", "index=3 term=2"), (status.Current!.Fingerprint, status.Previous!.Fingerprint));
        Assert.Empty(status.Notices);
    }

    [Fact]
    public async Task An_equal_one_sends_no_snapshot_and_the_status_shows_it()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        var content = Pusher.Noise();
        await alice.PushAsync(content, options: Of("index=7 é 100%"));
        Assert.Equal("index=7 %C3%A9 100%25", world.Bucket.Get(Pusher.Keys.Slot(LineageSlot.A))!.Metadata[LineageLabels.Fingerprint]);
        world.S3.ResetRequests();

        var again = await alice.PushAsync(Pusher.Noise(), options: Of("index=7 é 100%"));

        Assert.Equal(["HeadObject", "HeadObject", "GetObject", "GetObject"], world.S3.Operations);
        Assert.Equal((PushOutcome.Unchanged, true, 1L), (again.Outcome, again.SameFingerprint, again.Snapshot.Generation));
        Assert.Contains("has the fingerprint of generation 1", again.Summary, StringComparison.Ordinal);
        Assert.Equal("index=7 é 100%", (await alice.StatusAsync()).Current!.Fingerprint);
        Assert.Equal(content, await alice.PullAsync());
    }

    [Fact]
    public async Task It_survives_as_that_of_the_previous_generation_and_with_a_lost_pointer()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        await alice.PushAsync(Pusher.Noise(), options: Of("one"));
        await alice.PushAsync(Pusher.Noise(), options: Of("two"));

        var status = await alice.StatusAsync();

        Assert.Equal(("two", "one"), (status.Current!.Fingerprint, status.Previous!.Fingerprint));
        world.Bucket.Remove(Pusher.Keys.Latest);
        var pulled = await alice.Service().PullSnapshotAsync(new PullSnapshotOptions { File = alice.Target, Slot = LineageSlot.A, Force = true });
        Assert.Equal("one", pulled.Snapshot.Fingerprint);
    }

    [Fact]
    public async Task A_push_without_one_compares_the_files_and_says_so_once()
    {
        await using var arena = await Arena.OpenAsync(ArenaKind.Directory);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        await alice.PushAsync(Pusher.Noise(), options: Of("one"));
        var content = Pusher.Noise();

        var without = await alice.PushAsync(content);
        var again = await alice.PushAsync(content);
        var with = await alice.PushAsync(Pusher.Noise(), options: Of("one"));

        Assert.Equal((PushOutcome.Pushed, 2L), (without.Outcome, without.Snapshot.Generation));
        Assert.Contains("this push has none", Assert.Single(without.Notices), StringComparison.Ordinal);
        Assert.Equal(PushOutcome.Unchanged, again.Outcome);
        Assert.Empty(again.Notices);
        Assert.Equal((PushOutcome.Pushed, 3L), (with.Outcome, with.Snapshot.Generation));
    }

    [Fact]
    public async Task The_same_bytes_with_a_new_one_only_record_it()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        var content = Pusher.Noise();
        await alice.PushAsync(content);
        world.S3.ResetRequests();

        var recorded = await alice.PushAsync(content, options: Of("one"));

        Assert.Equal(["HeadObject", "HeadObject", "GetObject", "GetObject", "PutObject"], world.S3.Operations);
        Assert.Equal((1L, "one"), (recorded.Snapshot.Generation, recorded.Snapshot.Fingerprint));
        Assert.Equal(PushOutcome.Unchanged, (await alice.PushAsync(Pusher.Noise(), options: Of("one"))).Outcome);
        Assert.Equal(content, await alice.PullAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("\u001b[2J")]
    public void An_invalid_one_is_refused(string text) =>
        Assert.Equal(VaultErrors.InvalidSetting, Assert.Throws<VaultException>(() => Of(text)).Error);

    [Fact]
    public void It_has_at_most_200_bytes()
    {
        Assert.Equal(VaultErrors.InvalidSetting, Assert.Throws<VaultException>(() => Of(new string('é', 101))).Error);
        Assert.NotNull(Of(new string('é', 100)).Fingerprint);
    }

    private static PushSnapshotOptions Of(string fingerprint) => new() { Fingerprint = fingerprint };

    // Before the push of an hour, another one dies at a request, or another machine pushes the same state at that request. The hours of
    // a change have the requests that write.
    private static async Task CrashAsync(Arena arena, Pusher alice, Pusher bob, int hour, string fingerprint)
    {
        var (at, isRival, afterCommit) = hour switch
        {
            0 => (6, false, true),
            20 => (6, true, false),
            40 => (7, false, true),
            60 => (8, true, false),
            80 => (8, false, false),
            _ => (hour % 5, hour % 2 == 0, hour % 3 == 0),
        };
        try
        {
            await alice.PushAsync(Pusher.Noise(300), null, () => new CrashingStore(arena.Open(), isRival ? 0 : at, afterCommit)
            {
                Before = async number =>
                {
                    if (isRival && number == at)
                    {
                        await bob.PushAsync(Pusher.Noise(300), options: Of(fingerprint));
                    }
                },
            }, Of(fingerprint));
        }
        catch (VaultException failure)
        {
            Assert.Contains(failure.Error.ExitCode, new[] { ExitCode.StoreFailure, ExitCode.Conflict });
        }
    }
}
