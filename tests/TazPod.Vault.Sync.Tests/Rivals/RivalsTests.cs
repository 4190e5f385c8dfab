using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>Promises 2 and 3 with rivals: one wins, the errors of the others name it, and no acknowledged push is ever lost.</summary>
public sealed class RivalsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(ArenaKind.Aws, 2, 12)]
    [InlineData(ArenaKind.Aws, 10, 4)]
    [InlineData(ArenaKind.Aws, 50, 2)]
    [InlineData(ArenaKind.Ceph, 2, 12)]
    [InlineData(ArenaKind.Ceph, 10, 4)]
    [InlineData(ArenaKind.Ceph, 50, 2)]
    [InlineData(ArenaKind.Directory, 2, 12)]
    [InlineData(ArenaKind.Directory, 10, 4)]
    [InlineData(ArenaKind.Directory, 50, 2)]
    [InlineData(ArenaKind.RealServer, 2, 12)]
    [InlineData(ArenaKind.RealServer, 10, 4)]
    [InlineData(ArenaKind.RealServer, 50, 2)]
    public async Task Of_rivals_that_push_from_one_base_exactly_one_wins(ArenaKind kind, int count, int rounds)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var field = await Field.EnterAsync(arena, count);
        using var reader = new Rival(arena, "reader");
        var log = new ConcurrentBag<Operation>();
        for (var round = 0; round < rounds; round++)
        {
            using var over = new CancellationTokenSource();
            var reading = round == 0 ? Task.CompletedTask : Task.Run(() => ReadUntilAsync(reader, log, over.Token));
            var ended = await field.RaceAsync();
            await over.CancelAsync();
            await reading;
            ended.ForEach(log.Add);

            var winner = Assert.Single(ended, each => each.Kind == OperationKind.Push);
            Assert.All(ended.Where(each => each != winner), loser => Assert.Contains(winner.By, loser.Message, StringComparison.Ordinal));
            Assert.Equal(winner.Content, Rival.Sha256((await arena.LatestAsync())!));
            (await field.PullAsync()).ForEach(log.Add);
        }

        var history = await arena.HistoryAsync();
        Assert.All(log.Where(each => each.Kind == OperationKind.Push), won => Assert.Contains(won.Content!, history));
        Assert.Empty(RegisterChecker.Check([.. log]));
        output.WriteLine($"{kind}: {rounds} rounds of {count}, {log.Count} calls replayed");
    }

    [Theory]
    [InlineData(ArenaKind.Aws, 10, 4)]
    [InlineData(ArenaKind.Ceph, 10, 4)]
    [InlineData(ArenaKind.Directory, 10, 4)]
    [InlineData(ArenaKind.RealServer, 10, 4)]
    public async Task A_write_of_another_tool_is_kept_by_the_rival_that_replaces_it(ArenaKind kind, int count, int rounds)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var field = await Field.EnterAsync(arena, count);
        var acknowledged = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            var foreign = RandomNumberGenerator.GetBytes(300);
            await arena.WriteForeignAsync(foreign);
            await field.PullAsync();

            var ended = await field.RaceAsync();

            var winner = Assert.Single(ended, each => each.Kind == OperationKind.Push);
            Assert.All(ended.Where(each => each != winner), loser => Assert.Contains(winner.By, loser.Message, StringComparison.Ordinal));
            acknowledged.AddRange([Rival.Sha256(foreign), winner.Content!]);
            var history = await arena.HistoryAsync();
            Assert.All(acknowledged, content => Assert.Contains(content, history));
        }
    }

    [Theory]
    [InlineData(ArenaKind.Aws, 5, 8)]
    [InlineData(ArenaKind.Ceph, 5, 8)]
    [InlineData(ArenaKind.Directory, 5, 8)]
    [InlineData(ArenaKind.RealServer, 5, 8)]
    public async Task A_tool_that_ignores_conditions_is_noticed_and_none_of_our_pushes_is_lost(ArenaKind kind, int count, int rounds)
    {
        await using var arena = await Arena.OpenAsync(kind);
        using var field = await Field.EnterAsync(arena, count);
        await field.RaceAsync();
        await field.PullAsync();
        var acknowledged = new List<string>();
        var told = 0;
        for (var round = 0; round < rounds; round++)
        {
            var foreign = RandomNumberGenerator.GetBytes(300);
            var writing = Task.Run(() => arena.WriteForeignAsync(foreign));
            var ended = await field.RaceAsync();
            await writing;

            // It overwrites any push, so there may be no winner, but there are never two.
            var winners = ended.Where(each => each.Kind == OperationKind.Push).ToList();
            Assert.InRange(winners.Count, 0, 1);
            acknowledged.AddRange(winners.Select(winner => winner.Content!));
            var history = await arena.HistoryAsync();
            Assert.All(acknowledged, content => Assert.Contains(content, history));

            var latest = await arena.LatestAsync();
            if (kind == ArenaKind.RealServer && winners is [var winner] && Rival.Sha256(latest!) == winner.Content)
            {
                // Ceph answers a plain write with success even if it lost to another one at the same instant and never was latest.
                await field.PullAsync();
                continue;
            }

            // Its write was never replaced unseen: it is still latest, and the next push reports it.
            told++;
            Assert.Equal(foreign, latest);
            var notice = await field.SaveAndPushOneAsync(force: false);
            Assert.Equal(OperationKind.Refusal, notice.Kind);
            Assert.Contains("another tool", notice.Message, StringComparison.Ordinal);

            var forced = await field.SaveAndPushOneAsync(force: true);
            acknowledged.AddRange([Rival.Sha256(foreign), forced.Content!]);
            history = await arena.HistoryAsync();
            Assert.All(acknowledged, content => Assert.Contains(content, history));
            await field.PullAsync();
        }

        Assert.NotEqual(0, told);
    }

    private static async Task ReadUntilAsync(Rival reader, ConcurrentBag<Operation> log, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            log.Add(await reader.PullAsync());
        }
    }
}
