using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    private const int Racers = 16;

    [Fact]
    public async Task Of_sixteen_writers_to_a_free_key_exactly_one_wins()
    {
        var winner = await RaceAsync("a", WriteCondition.IfAbsent);
        await HoldsAsync("a", $"racer {winner}");
    }

    [Fact]
    public async Task Of_sixteen_writers_over_one_version_exactly_one_wins()
    {
        var etag = await StoreAsync("a", Text("standing"));
        var winner = await RaceAsync("a", WriteCondition.IfMatch(etag));
        await HoldsAsync("a", $"racer {winner}");
    }

    [Fact]
    public async Task Writers_without_a_condition_leave_one_complete_object()
    {
        var contents = Enumerable.Range(0, 8).Select(i => Noise(100_000 + i)).ToList();
        await Parallel.ForEachAsync(contents, Token, async (content, token) =>
            await Store.PutObjectAsync(
                "a", content, new Dictionary<string, string> { ["md5"] = Md5(content) }, WriteCondition.None, null, token));

        await using var download = await Store.GetObjectAsync("a", null, Token);
        var survivor = await ReadAsync(download.Content);
        Assert.Contains(contents, content => content.AsSpan().SequenceEqual(survivor));
        Assert.Equal(Md5(survivor), download.Head?.Label("md5"));
    }

    [Fact]
    public async Task Readers_see_only_complete_versions_while_an_object_is_replaced()
    {
        await StoreAsync("a", Noise(50_000), new() { ["md5"] = Md5(Noise(50_000)) });
        var writing = Task.Run(async () =>
        {
            for (var i = 1; i <= 20; i++)
            {
                await StoreAsync("a", Noise(50_000 + i), new() { ["md5"] = Md5(Noise(50_000 + i)) });
            }
        });
        var reads = 0;
        while (!writing.IsCompleted || reads == 0)
        {
            await using var download = await Store.GetObjectAsync("a", null, Token);
            var content = await ReadAsync(download.Content);
            Assert.Equal(Md5(content), download.Head?.Label("md5"));
            Assert.Equal(content.Length, download.Head?.Size);
            reads++;
        }

        await writing;
    }

    private async Task<int> RaceAsync(string key, WriteCondition condition)
    {
        using var start = new SemaphoreSlim(0);
        var racers = Enumerable.Range(0, Racers).Select(async i =>
        {
            await start.WaitAsync(Token);
            try
            {
                return (PutOutcome?)(await PutAsync(key, $"racer {i}", condition)).Outcome;
            }
            catch (VaultException exception) when (Traits.RacersMayFail && exception.Error == VaultErrors.StoreFailed)
            {
                return null;
            }
        }).ToList();
        start.Release(Racers);
        var outcomes = await Task.WhenAll(racers);
        Assert.All(outcomes, outcome => Assert.True(outcome is null or PutOutcome.Stored or PutOutcome.ConditionFailed or PutOutcome.Busy));
        return Assert.Single(Enumerable.Range(0, Racers), i => outcomes[i] == PutOutcome.Stored);
    }
}
