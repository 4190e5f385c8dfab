using TazPod.Vault.Secrets.Merge;

namespace TazPod.Vault.Tests.Secrets.Merge;

/// <summary>The wait after a lost race: writers of any number get their turn.</summary>
public sealed class TurnWaitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void The_longest_wait_doubles_with_every_race_up_to_64_rounds()
    {
        var turn = new TurnWait(new Always(0.5));

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 32, 32, 32], Enumerable.Range(0, 9).Select(_ => turn.After(Second).TotalSeconds));
    }

    [Fact]
    public void It_never_takes_more_than_two_minutes()
    {
        var turn = new TurnWait(new Always(0.5));

        Assert.Equal([30, 60, 60], Enumerable.Range(0, 3).Select(_ => turn.After(TimeSpan.FromMinutes(1)).TotalSeconds));
    }

    [Fact]
    public void The_quickest_round_counts()
    {
        var turn = new TurnWait(new Always(0.5));

        Assert.Equal(
            [4, 2, 4, 4],
            new[] { 8.0, 2, 5, 1 }.Select(seconds => turn.After(TimeSpan.FromSeconds(seconds)).TotalSeconds));
    }

    [Fact]
    public void The_wait_is_random_from_none_at_all()
    {
        Assert.Equal(TimeSpan.Zero, new TurnWait(new Always(0)).After(Second));
        Assert.InRange(new TurnWait(new Always(0.999)).After(Second), Second * 0.99, Second);
    }

    [Theory]
    [InlineData(2, 10)]
    [InlineData(50, 19)]
    [InlineData(100, 19)]
    public void Writers_that_start_at_the_same_moment_all_win_before_they_have_lost_so_many_races(int writers, int races)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.InRange(MostLost(writers, new Random(seed)), 1, races);
        }
    }

    // Rounds of one second each: one wins if nobody else has won since it started.
    private static int MostLost(int writers, Random random)
    {
        var turns = Enumerable.Range(0, writers).Select(_ => new TurnWait(random)).ToList();
        var lost = new int[writers];
        var ends = new PriorityQueue<(int Writer, double Started), double>();
        for (var writer = 0; writer < writers; writer++)
        {
            ends.Enqueue((writer, 0), 1 + (random.NextDouble() / 10));
        }

        var won = -1.0;
        while (ends.TryDequeue(out var round, out var now))
        {
            if (round.Started > won)
            {
                won = now;
                continue;
            }

            lost[round.Writer]++;
            var start = now + turns[round.Writer].After(Second).TotalSeconds;
            ends.Enqueue((round.Writer, start), start + 1 + (random.NextDouble() / 10));
        }

        return lost.Max();
    }

    private sealed class Always(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
