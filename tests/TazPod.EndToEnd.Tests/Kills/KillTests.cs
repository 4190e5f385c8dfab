namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>Killed at any instant: before every step that changes a file, at every request, at random. Old or new and whole, nothing lost,
/// no plaintext elsewhere; and the same step run again ends where it should and leaves nothing behind.</summary>
/// <remarks><c>TAZPOD_KILLS</c> is how many steps of each verb are tried (3 by default, spread evenly; <c>all</c> for every one),
/// <c>TAZPOD_KILL_SEED</c> repeats a choice.</remarks>
public sealed class KillTests
{
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("TAZPOD_KILL_SEED"), out var seed) ? seed : Random.Shared.Next(100_000);
    private static readonly int Kills = Environment.GetEnvironmentVariable("TAZPOD_KILLS") switch
    {
        null or "" => 3,
        "all" => int.MaxValue,
        var number => int.Parse(number),
    };

    [Theory]
    [InlineData("s3")]
    [InlineData("directory")]
    [InlineData("tmpfs")]
    public async Task A_kill_at_any_instant_leaves_old_or_new_and_the_next_run_finishes(string where)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "holds the host by ptrace");
        await using var scene = await Scene.StartAsync(where == "s3");
        using var mount = where == "tmpfs" ? Mount.TryMake(scene.Secrets) : null;
        Assert.SkipWhen(where == "tmpfs" && mount is null, "a tmpfs can only be mounted by root");
        var scenarios = await Scenarios.OfAsync(scene, where);
        var run = new KillRun(scene, new Random(Seed), Kills);
        foreach (var scenario in scenarios)
            await run.TryAsync(scenario);

        var table = $"seed {Seed}\n{run.Table}";
        TestContext.Current.TestOutputHelper!.WriteLine(table);
        Assert.True(run.Broken.Count == 0, $"{table}\n{string.Join('\n', run.Broken)}");
    }
}
