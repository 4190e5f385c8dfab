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
        Assert.Contains("\n  --target=PushVault --merge\n", help.Output, StringComparison.Ordinal);
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

    [Fact]
    public async Task The_help_of_a_task_of_the_build_is_its_description()
    {
        using var place = new Place();

        var help = await place.DoAsync("Publish", "--help");

        Assert.Equal((0, "Publish\n  Compiles tazvault to one native file in artifacts/publish\n", ""), (help.ExitCode, help.Output, help.Error));
    }

    [Fact]
    public async Task The_help_of_a_task_that_does_not_exist_is_2()
    {
        using var place = new Place();

        var help = await place.RunAsync("PushVualt", "--help", "--result=result.json");

        Assert.Equal((2, ""), (help.ExitCode, help.Output));
        Assert.Equal("Error: TAZPOD1002: there is no task 'PushVualt'. Did you mean PushVault?", help.ErrorLine);
        Assert.Contains("TAZPOD1002", place.Read("result.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_without_a_target_lists_the_options_of_Cake_and_all_tasks()
    {
        using var place = new Place();
        using var host = HostProcess.Start(place.Path(""), place.Environment, "--help");

        var help = await host.EndAsync();

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.StartsWith("USAGE:\n", help.Output, StringComparison.Ordinal);
        Assert.Contains("\n\nTASKS:\n", help.Output, StringComparison.Ordinal);
        Assert.All(["PushVault", "Publish"], name => Assert.Contains($"\n  {name} ", help.Output, StringComparison.Ordinal));
        Assert.All(help.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }
}
