using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Sync.Tests.Rivals;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>Of two pushes at the same time one wins, and the other cannot have damaged what the pointer names.</summary>
public sealed class LineageRivalsTests
{
    private const int MostRequests = 9;

    [Theory]
    [InlineData(ArenaKind.Aws, 0)]
    [InlineData(ArenaKind.Aws, 2)]
    [InlineData(ArenaKind.Ceph, 0)]
    [InlineData(ArenaKind.Ceph, 2)]
    [InlineData(ArenaKind.Directory, 0)]
    [InlineData(ArenaKind.Directory, 2)]
    [InlineData(ArenaKind.RealServer, 2)]
    public async Task A_rival_that_pushes_in_the_middle_of_any_request_wins_and_is_named(ArenaKind kind, int before)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = await EnterAsync(arena, "alice");
        using var bob = await EnterAsync(arena, "bob");
        var lost = 0;
        for (var at = 1; at <= MostRequests; at++)
        {
            Begin($"cases/{at}", alice, bob);
            await PushAsync(alice, before);
            var (hers, his) = (Pusher.Noise(), Pusher.Noise());

            var failure = await RaceAsync(
                arena, alice, hers, at, async () => Assert.Equal(PushOutcome.Pushed, (await bob.PushAsync(his)).Outcome));

            if (failure is not null)
            {
                lost++;
                Assert.Equal(VaultErrors.LineageMoved.Code, failure.Error.Code);
                Assert.Contains(bob.Name, failure.Message, StringComparison.Ordinal);
                Assert.Equal(his, await alice.PullAsync());
            }

            await IsWholeAsync(alice, failure is null ? [hers, his] : [his]);
            await alice.PushAsync(hers);
            Assert.Equal(hers, await bob.PullAsync());
        }

        Assert.InRange(lost, 3, 6);
    }

    [Theory]
    [InlineData(ArenaKind.Aws, 0)]
    [InlineData(ArenaKind.Aws, 2)]
    [InlineData(ArenaKind.Ceph, 1)]
    [InlineData(ArenaKind.Directory, 0)]
    [InlineData(ArenaKind.Directory, 2)]
    public async Task A_rival_that_dies_at_any_point_in_the_middle_of_any_request_damages_nothing(ArenaKind kind, int before)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = await EnterAsync(arena, "alice");
        using var bob = await EnterAsync(arena, "bob");
        for (var at = 1; at <= MostRequests; at++)
        {
            for (var dies = 5; dies <= MostRequests; dies++)
            {
                Begin($"cases/{at}-{dies}", alice, bob);
                await PushAsync(alice, before);
                var (hers, his) = (Pusher.Noise(), Pusher.Noise());

                await RaceAsync(arena, alice, hers, at, async () =>
                {
                    try
                    {
                        await bob.PushAsync(his, null, () => new CrashingStore(arena.Open(), dies, afterCommit: true));
                    }
                    catch (VaultException failure)
                    {
                        Assert.Equal(ExitCode.StoreFailure, failure.Error.ExitCode);
                    }
                });

                Assert.NotEqual(LineageState.Incoherent, (await alice.StatusAsync()).State);
                await alice.PushAsync(hers);
                await IsWholeAsync(bob, [hers, his]);
            }
        }
    }

    // Both have read and neither has written, or one has written its slot but not its pointer, and so on: every order of the two.
    [Theory]
    [InlineData(ArenaKind.Directory)]
    [InlineData(ArenaKind.Aws)]
    public async Task In_every_interleaving_of_two_pushes_one_wins_and_the_pointer_names_its_snapshot(ArenaKind kind)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = await EnterAsync(arena, "alice");
        using var bob = await EnterAsync(arena, "bob");
        for (var pause = 1; pause <= 8; pause++)
        {
            for (var until = 1; until <= 8; until++)
            {
                Begin($"cases/{pause}-{until}", alice, bob);
                await PushAsync(alice, 2);
                var (hers, his) = (Pusher.Noise(), Pusher.Noise());

                // Alice stops before one request. Bob runs up to one of his and stops there. Alice runs to her end. Bob runs to his.
                var (bobIsThere, aliceIsDone) = (new TaskCompletionSource(), new TaskCompletionSource());
                var (stopAt, untilAt) = (pause, until);
                Task<VaultException?>? bobs = null;
                var alices = await RaceAsync(arena, alice, hers, stopAt, async () =>
                {
                    bobs = Task.Run(() => RaceAsync(arena, bob, his, untilAt, async () =>
                    {
                        bobIsThere.TrySetResult();
                        await aliceIsDone.Task;
                    }));
                    await Task.WhenAny(bobIsThere.Task, bobs);
                });
                aliceIsDone.SetResult();
                var bobsFailure = bobs is null ? null : await bobs;

                Assert.False(alices is not null && bobsFailure is not null, $"no push won: {pause}, {until}");
                Assert.All(new[] { alices, bobsFailure }.OfType<VaultException>(), failure => Assert.Equal(VaultErrors.LineageMoved.Code, failure.Error.Code));
                await IsWholeAsync(alice, [.. alices is null ? new[] { hers } : [], .. bobsFailure is null ? new[] { his } : []]);
            }
        }
    }

    [Theory]
    [InlineData(ArenaKind.Aws)]
    [InlineData(ArenaKind.Directory)]
    [InlineData(ArenaKind.RealServer)]
    public async Task Of_ten_pushes_at_once_the_winners_are_consecutive_generations_and_soon_one_wins(ArenaKind kind)
    {
        await using var arena = await Arena.OpenAsync(kind);
        var pushers = Enumerable.Range(0, 10).Select(number => new Pusher(arena.Open, $"rival-{number}")).ToList();
        await pushers[0].SetupAsync();
        var last = 0L;
        for (int wins = 0, rounds = 0; wins < 4; rounds++)
        {
            Assert.InRange(rounds, 0, 40);
            var before = last;
            var won = await Task.WhenAll(pushers.Select(pusher => Task.Run(async () =>
            {
                try
                {
                    return (await pusher.PushAsync(Pusher.Noise())).Snapshot;
                }
                catch (VaultException failure)
                {
                    Assert.Equal(VaultErrors.LineageMoved.Code, failure.Error.Code);
                    return null;
                }
            })));

            var generations = won.OfType<SnapshotEntry>().OrderBy(each => each.Generation).ToList();
            if (generations.Count == 0)
            {
                // Two pushes can keep each other out: one takes over a push that looks unfinished, whose slot is written a moment later.
                // Both are refused, nothing is replaced, and the next push finds everything unchanged.
                continue;
            }

            wins++;
            last = generations[^1].Generation;
            Assert.Equal(Enumerable.Range(1, generations.Count).Select(number => before + number), generations.Select(each => each.Generation));
            var status = await pushers[0].StatusAsync();
            Assert.Equal((LineageState.Coherent, generations[^1]), (status.State, status.Current));
            Assert.Equal(generations[^1].Sha256, Pusher.Sha256(await pushers[0].PullAsync()));
        }

        pushers.ForEach(pusher => pusher.Dispose());
    }

    private static async Task<Pusher> EnterAsync(Arena arena, string name)
    {
        var pusher = new Pusher(arena.Open, name);
        await pusher.SetupAsync();
        return pusher;
    }

    private static void Begin(string prefix, params Pusher[] pushers)
    {
        foreach (var pusher in pushers)
        {
            pusher.Begin(prefix);
        }
    }

    private static async Task PushAsync(Pusher pusher, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await pusher.PushAsync(Pusher.Noise());
        }
    }

    /// <summary>Pushes, and runs an action just before one of the requests.</summary>
    private static async Task<VaultException?> RaceAsync(Arena arena, Pusher pusher, byte[] content, int at, Func<Task> meanwhile)
    {
        try
        {
            await pusher.PushAsync(
                content, null, () => new CrashingStore(arena.Open(), 0, false) { Before = number => number == at ? meanwhile() : Task.CompletedTask });
            return null;
        }
        catch (VaultException failure)
        {
            return failure;
        }
    }

    private static async Task IsWholeAsync(Pusher reader, byte[][] mayBe)
    {
        var status = await reader.StatusAsync();
        Assert.Equal(LineageState.Coherent, status.State);
        var restored = await reader.PullAsync();
        Assert.Equal(status.Current!.Sha256, Pusher.Sha256(restored));
        Assert.Contains(Pusher.Sha256(restored), mayBe.Select(content => Pusher.Sha256(content)));
    }
}
