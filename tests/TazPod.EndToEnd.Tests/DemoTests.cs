using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_runs_whatever_the_settings_of_the_caller_and_leaves_nothing_behind()
    {
        using var place = new Place();
        place.Write(".tazpod/config.yaml", "vault: [");
        place.Write("home/.nuget/NuGet/NuGet.Config", "<");
        place.Write("temporary/.keep", "");
        place.Environment["TMPDIR"] = place.Path("temporary");
        place.Environment["TAZPOD_STORAGE"] = "ftp:x";
        place.Environment["TAZPOD_PASSPHRASE"] = "one";
        place.Environment["TAZPOD_RETENTION"] = "0";
        place.Environment["TAZPOD_RESULT"] = "result.json";
        var before = place.Snapshot();

        var demo = await place.DoAsync("Demo");

        Assert.Contains("unchanged: ", demo.Output, StringComparison.Ordinal);
        Assert.Contains("2 history copies", demo.Output, StringComparison.Ordinal);
        Assert.Contains("equal: 6 files", demo.Output, StringComparison.Ordinal);
        Assert.Equal("", demo.Error);
        Assert.Equal(before, place.Snapshot());
        Assert.Empty(Directory.EnumerateDirectories(place.Path("temporary"), "demo-*"));
    }
}
