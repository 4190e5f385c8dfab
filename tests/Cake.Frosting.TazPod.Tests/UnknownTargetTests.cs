using System.Text.Json.Nodes;
using Cake.Frosting.TazPod.Tests.Support;
using Cake.Testing;

namespace Cake.Frosting.TazPod.Tests;

public sealed class UnknownTargetTests : IDisposable
{
    private readonly FakeConsole console = new();
    private readonly Workbench bench;

    public UnknownTargetTests() => bench = new Workbench { Console = console };

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("PushVualt", "Did you mean PushVault?")]
    [InlineData("pulvault", "Did you mean PullVault?")]
    [InlineData("Deploy", "--description lists the tasks.")]
    public void A_target_that_does_not_exist_is_2_and_the_nearest_task_is_named(string target, string hint)
    {
        Assert.Equal(2, bench.Run(target));
        Assert.Equal([$"Error: TAZPOD1002: there is no task '{target}'. {hint}"], console.ErrorMessages);
    }

    [Fact]
    public void A_build_without_a_default_task_lists_its_tasks()
    {
        Assert.Equal(2, bench.Run("Default"));
        Assert.Contains(console.Messages, line => line.StartsWith("  PushVault ", StringComparison.Ordinal) && line.EndsWith("with a history copy", StringComparison.Ordinal));
        Assert.Equal(
            ["Error: TAZPOD1002: this build has no task Default, which runs when no target is given. Name a task with --target=TASK."],
            console.ErrorMessages);
    }

    [Fact]
    public void A_quiet_build_without_a_default_task_prints_only_the_error()
    {
        Assert.Equal(2, bench.Run("Default", "--verbosity=quiet"));
        Assert.Empty(console.Messages);
        Assert.Single(console.ErrorMessages);
    }

    [Theory]
    [InlineData("PushVualt")]
    [InlineData("Default")]
    public void It_is_the_result_too(string target)
    {
        Assert.Equal(2, bench.Run(target, "--result=result.json"));

        var result = JsonNode.Parse(bench.Read("result.json"))!;
        Assert.Equal((target, "failed", "TAZPOD1002"), ((string?)result["verb"], (string?)result["status"], (string?)result["code"]));
        Assert.False(string.IsNullOrEmpty((string?)result["hint"]));
    }

    [Fact]
    public void Every_verbosity_has_the_same_exit_code()
    {
        Assert.Equal(2, bench.Run("PushVualt", "--verbosity=diagnostic"));
        Assert.Contains("Error: TAZPOD1002: there is no task 'PushVualt'. Did you mean PushVault?", console.ErrorMessages);
    }

    [Fact]
    public void Of_several_targets_the_first_unknown_one_is_named()
    {
        Assert.Equal(2, bench.Run("PushVualt", "--target=PullVualt"));
        Assert.StartsWith("Error: TAZPOD1002: there is no task 'P", Assert.Single(console.ErrorMessages), StringComparison.Ordinal);
    }
}
