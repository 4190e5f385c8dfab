using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Sync.Tests.Rivals;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>Any instant: whichever request a push dies at, the previous generation can be restored, and the same push run again
/// finishes.</summary>
public sealed class CrashTests
{
    // A push that finds an unfinished one sends one more request. A first push without a name also lists.
    private const int MostRequests = 20;

    [Theory]
    [InlineData(ArenaKind.Aws, 0)]
    [InlineData(ArenaKind.Aws, 1)]
    [InlineData(ArenaKind.Aws, 3)]
    [InlineData(ArenaKind.Ceph, 0)]
    [InlineData(ArenaKind.Ceph, 2)]
    [InlineData(ArenaKind.Directory, 0)]
    [InlineData(ArenaKind.Directory, 2)]
    [InlineData(ArenaKind.RealServer, 0)]
    [InlineData(ArenaKind.RealServer, 2)]
    public async Task A_push_that_dies_at_any_request_loses_nothing_and_the_next_finishes_it(ArenaKind kind, int before)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        var died = 0;
        for (var at = 1; at <= MostRequests; at++)
        {
            foreach (var afterCommit in new[] { false, true })
            {
                alice.Begin($"cases/{at}-{afterCommit}");
                died += await DieAsync(arena, alice, before, at, afterCommit) ? 1 : 0;
            }
        }

        Assert.InRange(died, 16, 2 * (MostRequests - 1));
    }

    [Theory]
    [InlineData(ArenaKind.Aws)]
    [InlineData(ArenaKind.Directory)]
    public async Task A_first_push_without_a_name_that_dies_leaves_no_second_lineage(ArenaKind kind)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        for (var at = 1; at <= MostRequests; at++)
        {
            alice.Begin($"cases/{at}");
            var content = Pusher.Noise();
            await DiesAsync(() => alice.PushAsync(content, s => s with { Lineage = null }, () => new CrashingStore(arena.Open(), at, true)));

            await alice.PushAsync(content, s => s with { Lineage = null });

            using var store = arena.Open();
            var keys = await store.ListObjectsAsync($"{alice.Prefix}/");
            Assert.Single(keys.Select(found => LineageKeys.IdOf(alice.Prefix, found.Key)).OfType<string>().Distinct());
            Assert.Equal(content, await alice.PullAsync(s => s with { Lineage = null }));
        }
    }

    [Theory]
    [InlineData(ArenaKind.Aws)]
    [InlineData(ArenaKind.Directory)]
    public async Task Pushes_that_die_one_after_another_at_any_two_requests_lose_nothing(ArenaKind kind)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        for (var first = 5; first <= 9; first++)
        {
            for (var second = 5; second <= 9; second++)
            {
                alice.Begin($"cases/{first}-{second}");
                byte[][] contents = [Pusher.Noise(), Pusher.Noise()];
                var crashes = new[] { first, second };
                for (var i = 0; i < 2; i++)
                {
                    var at = crashes[i];
                    await DiesAsync(() => alice.PushAsync(contents[i], null, () => new CrashingStore(arena.Open(), at, true)));
                    Assert.NotEqual(LineageState.Incoherent, (await alice.StatusAsync()).State);
                }

                var last = Pusher.Noise();
                await alice.PushAsync(last);
                Assert.Equal(last, await alice.PullAsync());
                Assert.Equal(LineageState.Coherent, (await alice.StatusAsync()).State);
            }
        }
    }

    [Fact]
    public async Task A_push_that_dies_before_the_global_pointer_is_reported_and_finished_by_the_next()
    {
        await using var arena = await Arena.OpenAsync(ArenaKind.Directory);
        using var alice = new Pusher(arena.Open, "alice");
        await alice.SetupAsync();
        await alice.PushAsync(Pusher.Noise());
        var content = Pusher.Noise();

        // The pointer is the seventh request, the global pointer the eighth.
        var failure = await Machine.FailsAsync(
            () => alice.PushAsync(content, null, () => new CrashingStore(arena.Open(), 8, afterCommit: false)), VaultErrors.GlobalPointerPending);
        Assert.Contains("generation 2", failure.Message, StringComparison.Ordinal);
        var status = await alice.StatusAsync();
        Assert.Equal(LineageState.Coherent, status.State);
        Assert.Contains("still names generation 1", Assert.Single(status.Notices), StringComparison.Ordinal);
        Assert.Equal(content, await alice.PullAsync(s => s with { Lineage = null }));

        var again = await alice.PushAsync(content);

        Assert.Equal((PushOutcome.Finished, 2L), (again.Outcome, again.Snapshot.Generation));
        Assert.Empty((await alice.StatusAsync()).Notices);
    }

    /// <returns>Whether the push died.</returns>
    private static async Task<bool> DieAsync(Arena arena, Pusher alice, int before, int at, bool afterCommit)
    {
        var standing = Array.Empty<byte>();
        for (var i = 0; i < before; i++)
        {
            standing = Pusher.Noise();
            await alice.PushAsync(standing);
        }

        var content = Pusher.Noise();
        var died = await DiesAsync(() => alice.PushAsync(content, null, () => new CrashingStore(arena.Open(), at, afterCommit)));

        // A restore returns the old or the new generation, complete.
        var status = await alice.StatusAsync();
        if (status.State == LineageState.Coherent)
        {
            var restored = await alice.PullAsync();
            Assert.Contains(Pusher.Sha256(restored), new[] { Pusher.Sha256(standing), Pusher.Sha256(content) });
            Assert.Equal(restored.AsSpan().SequenceEqual(content) ? before + 1 : before, status.Current!.Generation);
        }
        else
        {
            Assert.Equal((LineageState.Empty, 0), (status.State, before));
        }

        var again = await alice.PushAsync(content);
        Assert.Equal(before + 1, again.Snapshot.Generation);
        Assert.Equal(content, await alice.PullAsync());
        Assert.Equal(content, await alice.PullAsync(s => s with { Lineage = null }));
        var after = await alice.StatusAsync();
        Assert.Equal(LineageState.Coherent, after.State);
        Assert.Empty(after.Notices);
        return died;
    }

    private static async Task<bool> DiesAsync(Func<Task> push)
    {
        try
        {
            await push();
            return false;
        }
        catch (VaultException failure)
        {
            Assert.Equal(ExitCode.StoreFailure, failure.Error.ExitCode);
            return true;
        }
    }
}
