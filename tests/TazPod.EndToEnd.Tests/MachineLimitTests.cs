using System.Security.Cryptography;
using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

/// <summary>The limits that a container or a shell sets for a process.</summary>
public sealed class MachineLimitTests
{
    [Fact]
    public async Task A_tree_of_many_files_is_saved_and_unlocked_with_few_handles()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs ulimit");
        using var place = new Place();
        for (var file = 0; file < 2_000; file++)
        {
            place.Write($"secrets/{file % 20}/{file}", $"{file}");
        }

        await DoAsync(place, "ulimit -n 128", "SaveVault", "--secrets=secrets");
        await DoAsync(place, "ulimit -n 128", "UnlockVault", "--secrets=out");

        Assert.Equal(2_001, Directory.EnumerateFiles(place.Path("out"), "*", SearchOption.AllDirectories).Count());
        Assert.Equal("1999", place.Read("out/19/1999"));
    }

    [Theory]
    [InlineData("UnlockVault", "--secrets=out")]
    [InlineData("SaveVault", "--secrets=secrets")]
    [InlineData("RunWithVault", "--exec=true")]
    public async Task Too_little_memory_is_one_line_with_the_required_amount(params string[] verb)
    {
        using var place = new Place();
        File.WriteAllBytes(place.Path("secrets/large"), RandomNumberGenerator.GetBytes(64 << 20));
        await place.DoAsync("SaveVault", "--secrets=secrets");
        place.Write("secrets/token", "edited");
        var before = place.Snapshot();
        place.Environment["DOTNET_GCHeapHardLimit"] = "0x2800000";

        var result = await place.RunAsync(verb[0], verb[1..]);

        Assert.Matches("^Error: TAZPOD6007: .* needs about 1[0-9][0-9] MiB", result.ErrorLine);
        Assert.Equal(8, result.ExitCode);
        Assert.Equal(before, place.Snapshot());
    }

    private static async Task DoAsync(Place place, string limit, params string[] arguments)
    {
        using var host = place.StartBy(["sh", "-c", $"{limit}; exec \"$@\"", "sh"], arguments);
        var result = await host.EndAsync();
        Assert.True(result.ExitCode == 0, $"{arguments[0]}: exit code {result.ExitCode}\n{result.All}");
    }
}
