namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>How many kills are tried.</summary>
internal static class Effort
{
    /// <summary>Steps of each verb, spread evenly: <c>TAZPOD_KILLS</c>, 2 by default, <c>all</c> for every one.</summary>
    public static int Most { get; } = Environment.GetEnvironmentVariable("TAZPOD_KILLS") switch
    {
        null or "" => 2,
        "all" => int.MaxValue,
        var number => int.Parse(number),
    };

    /// <summary>The seed for the choice of steps and times: <c>TAZPOD_KILL_SEED</c> repeats a run.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TAZPOD_KILL_SEED"), out var seed) ? seed : Random.Shared.Next(100_000);

    /// <summary>A selection, evenly spread from a random start, so that every item is chosen in one of many runs.</summary>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> all, Random random)
    {
        var count = Math.Min(Most, all.Count);
        var first = random.NextDouble();
        return [.. Enumerable.Range(0, count).Select(i => all[(int)((i + first) * all.Count / count)]).Distinct()];
    }
}
