using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

public sealed class HelpTests
{
    [Fact]
    public async Task The_help_of_a_task_explains_that_task()
    {
        using var place = new Place();

        var help = await place.DoAsync("PushVault", "--help");

        Assert.StartsWith("PushVault\n", help.Output, StringComparison.Ordinal);
        Assert.Contains("\n  --target=PushVault --summary\n", help.Output, StringComparison.Ordinal);
        Assert.All(help.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal("", help.Error);
    }

    [Fact]
    public async Task The_tree_of_tasks_has_no_blank_lines()
    {
        using var place = new Place();
        using var host = HostProcess.Start(place.Path(""), place.Environment, "--tree");

        var tree = await host.EndAsync();

        Assert.Equal(0, tree.ExitCode);
        Assert.Contains("PushVault\n", tree.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n", tree.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_task_and_the_two_commands_to_start_with_in_80_columns()
    {
        using var place = new Place();

        var help = await place.DoAsync("Default");

        string[] expected =
        [
            "./build.sh --target=Demo", "./build.sh --target=Test",
            "Bootstrap", "LineageStatus", "ListHistory", "LockVault", "PruneHistory", "PullSnapshot", "PullVault", "PushSnapshot", "PushVault",
            "SaveVault", "SetupStorage",
            "UnlockVault", "VaultStatus",
            "Audit", "Bench", "Build", "Default", "Demo", "Format", "Generate", "Mutate", "Pack", "Test",
        ];
        Assert.All(expected, part => Assert.Contains($"\n  {part}", help.Output, StringComparison.Ordinal));
        Assert.All(help.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal("", help.Error);
    }
}
