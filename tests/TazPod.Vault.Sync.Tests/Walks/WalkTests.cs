using System.Diagnostics;

namespace TazPod.Vault.Sync.Tests.Walks;

/// <summary>Whatever three users do, in whatever order, nothing that they wrote is lost, and in the end all have the same.</summary>
/// <remarks>By default it walks for 15 seconds; <c>TAZPOD_FUZZ_SECONDS=600</c> makes that ten minutes. The output names the seed of
/// each walk, and <c>TAZPOD_WALK_SEED=SEED</c> begins with that one.</remarks>
public sealed class WalkTests(ITestOutputHelper output)
{
    private const int Steps = 40;

    // A walk is never cut off, so that this may take a few seconds longer.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("TAZPOD_FUZZ_SECONDS"), out var seconds) ? seconds : 15);

    [Fact]
    public async Task Whatever_users_do_in_any_order_nothing_is_lost_and_all_meet_in_the_end()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TAZPOD_WALK_SEED"), out var given) ? given : Environment.TickCount;
        var watch = Stopwatch.StartNew();
        do
        {
            await WalkAsync(seed++);
        }
        while (watch.Elapsed < Budget);
    }

    private async Task WalkAsync(int seed)
    {
        await using var world = await World.StartAsync();
        var walk = new Walk(world, new Random(seed));
        try
        {
            await walk.RunAsync(Steps);
            await walk.MeetAsync();
        }
        finally
        {
            output.WriteLine($"seed {seed}\n{walk.Steps}");
        }
    }
}
