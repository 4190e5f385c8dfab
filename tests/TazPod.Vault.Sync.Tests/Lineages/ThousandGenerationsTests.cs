using System.Collections.Concurrent;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Storage;
using TazPod.Vault.Sync.Tests.Rivals;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>A lineage of a thousand generations, with readers, and with random crashes and rivals.</summary>
public sealed class ThousandGenerationsTests(ITestOutputHelper output)
{
    // Every write is synced to a disk. The full thousand are for a quiet machine, with LINEAGE_GENERATIONS=1000.
    private static readonly int Generations =
        int.TryParse(Environment.GetEnvironmentVariable("LINEAGE_GENERATIONS"), out var number) ? number : 100;

    [Theory]
    [InlineData(ArenaKind.Aws)]
    [InlineData(ArenaKind.Directory)]
    [InlineData(ArenaKind.RealServer)]
    public async Task Readers_that_poll_during_pushes_see_only_complete_generations_and_never_an_older_one(ArenaKind kind)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var writer = new Pusher(arena.Open, "writer");
        await writer.SetupAsync();
        var pushed = new ConcurrentDictionary<long, string>();
        await PushNextAsync(writer, pushed);
        using var over = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(number => Task.Run(() => PollAsync(arena, number, pushed, over.Token))).ToList();

        for (var flip = 1; flip < Generations; flip++)
        {
            await PushNextAsync(writer, pushed);
        }

        await over.CancelAsync();
        var reads = await Task.WhenAll(readers);
        Assert.All(reads, count => Assert.InRange(count, 2, int.MaxValue));
        Assert.Equal(Generations, (await writer.StatusAsync()).Current!.Generation);
        output.WriteLine($"{kind}: {Generations} flips, {reads.Sum()} reads");
    }

    [Theory]
    [InlineData(ArenaKind.Directory)]
    [InlineData(ArenaKind.RealServer)]
    public async Task Crashes_and_rivals_at_random_never_cost_an_acknowledged_generation(ArenaKind kind)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        await using var arena = await Arena.OpenAsync(kind);
        using var alice = new Pusher(arena.Open, "alice");
        using var bob = new Pusher(arena.Open, "bob");
        await alice.SetupAsync();
        var checker = new GenerationChecker();
        var (crashes, losses) = (0, 0);
        while (checker.Last < Generations)
        {
            var rivalAt = random.Next(4) == 0 ? random.Next(1, 10) : 0;
            var rivalDies = random.Next(3) == 0 ? random.Next(1, 11) : 0;
            var dies = random.Next(3) == 0 ? random.Next(1, 11) : 0;
            var result = await TryPushAsync(alice, checker, () => new CrashingStore(arena.Open(), dies, random.Next(2) == 0)
            {
                Before = async number =>
                {
                    if (number == rivalAt)
                    {
                        await TryPushAsync(bob, checker, () => new CrashingStore(arena.Open(), rivalDies, rivalDies % 2 == 0));
                    }
                },
            });
            crashes += result is ExitCode.StoreFailure ? 1 : 0;
            losses += result is ExitCode.Conflict ? 1 : 0;

            var status = await bob.StatusAsync();
            var restored = status.State == LineageState.Coherent ? await bob.PullAsync() : null;
            checker.Check(status, restored);
        }

        Assert.NotEqual((0, 0), (crashes, losses));
        output.WriteLine($"{kind}: {checker.Last} generations, {crashes} crashes, {losses} lost to a rival");
    }

    private static async Task PushNextAsync(Pusher writer, ConcurrentDictionary<long, string> pushed)
    {
        // Recorded before it can be read.
        var content = Pusher.Noise(20_000);
        pushed[pushed.Count + 1] = Pusher.Sha256(content);
        Assert.Equal(pushed.Count, (await writer.PushAsync(content)).Snapshot.Generation);
    }

    private static async Task<int> PollAsync(Arena arena, int number, ConcurrentDictionary<long, string> pushed, CancellationToken over)
    {
        using var reader = new Pusher(arena.Open, $"reader-{number}");
        var service = reader.Service();
        var (last, reads) = (0L, 0);
        do
        {
            var pulled = (await service.PullSnapshotAsync(new PullSnapshotOptions { File = reader.Target }, CancellationToken.None)).Snapshot;
            Assert.Equal(pushed[pulled.Generation], Pusher.Sha256(await File.ReadAllBytesAsync(reader.Target, CancellationToken.None)));
            Assert.InRange(pulled.Generation, last, long.MaxValue);
            last = pulled.Generation;
            reads++;
        }
        while (!over.IsCancellationRequested || reads < 2);

        return reads;
    }

    private static async Task<ExitCode> TryPushAsync(Pusher pusher, GenerationChecker checker, Func<IObjectStore> through)
    {
        var content = Pusher.Noise(500);
        checker.Tried(content);
        try
        {
            checker.Acknowledged((await pusher.PushAsync(content, null, through)).Snapshot);
            return ExitCode.Success;
        }
        catch (VaultException failure)
        {
            Assert.Contains(failure.Error.ExitCode, new[] { ExitCode.StoreFailure, ExitCode.Conflict });
            return failure.Error.ExitCode;
        }
    }
}
