using System.Globalization;
using TazPod.Testing.S3;

namespace TazPod.EndToEnd.Tests.Writers;

/// <summary>Pipelines that change a file of their own and push with --merge at the same moment: every push ends with 0, and latest holds
/// every change. Every third is killed in the middle and started again.</summary>
public sealed class WritersTests
{
    private static readonly TimeSpan LatestKill = TimeSpan.FromSeconds(3);

    // TAZPOD_WRITERS=50 tries as many. On two cores that takes minutes, so it is not the default.
    private static readonly int Writers = int.Parse(
        Environment.GetEnvironmentVariable("TAZPOD_WRITERS") is { Length: > 0 } given ? given : "5", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("a directory")]
    [InlineData("S3 in this process")]
    [InlineData("a real S3 server")]
    public async Task All_succeed_and_latest_holds_all_changes(string store)
    {
        Assert.SkipWhen(store == "a real S3 server" && RgwServer.SkipReason is not null, RgwServer.SkipReason ?? "");
        await using var fleet = await Fleet.StartAsync(store, Writers);

        var ends = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            if (writer % 3 == 0)
            {
                await fleet.PushAndKillAsync(writer, Random.Shared.NextDouble() * LatestKill);
            }

            return await fleet.PushAsync(writer);
        }));

        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.All));
        Assert.Equal(Enumerable.Range(0, Writers).Select(Fleet.Changed), await fleet.ReadLatestAsync());
    }
}
