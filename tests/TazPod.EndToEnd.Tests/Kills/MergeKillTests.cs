using TazPod.EndToEnd.Tests.Support;
using TazPod.Tracing;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>Kills while a merge is written, waits, is saved or undone.</summary>
public sealed class MergeKillTests
{
    [Fact]
    public async Task A_kill_at_any_step_of_a_merge_loses_nothing_and_the_next_run_finishes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "holds the host by ptrace");
        await using var scene = await Scene.StartAsync(isS3: false, Door.Tool);
        var run = new KillRun(scene, new Random(Effort.Seed));
        foreach (var scenario in await MergeScenarios.OfAsync(scene))
            await run.TryAsync(scenario);

        var table = $"seed {Effort.Seed}\n{run.Table}";
        TestContext.Current.TestOutputHelper!.WriteLine(table);
        Assert.True(run.Broken.Count == 0, $"{table}\n{string.Join('\n', run.Broken)}");
    }

    [Fact]
    public async Task What_a_killed_abort_has_put_back_is_not_saved_as_the_merge()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "holds the host by ptrace");
        await using var scene = await Scene.StartAsync(isS3: false, Door.Tool);
        var abort = (await MergeScenarios.OfAsync(scene)).Single(each => each.Arguments.Contains("--abort"));
        abort.Stage();
        var (_, steps) = await scene.TraceAsync(Plan.Watch, abort.Target, abort.Arguments);
        var placed = steps.Last(step => step.Call.StartsWith("rename", StringComparison.Ordinal) && (step.Target == scene.Secrets || step.Path == scene.Secrets));

        abort.Stage();
        await scene.TraceAsync(Plan.KillAt(placed.Number + 1), abort.Target, abort.Arguments);

        Assert.Equal($"{Scene.Canary}three", await File.ReadAllTextAsync(Path.Combine(scene.Secrets, "token"), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFiles(scene.Secrets, "*.theirs-*"));
        Assert.Equal(5, (await scene.RunAsync("SaveVault")).ExitCode);
        Assert.Equal(5, (await scene.RunAsync("PushVault")).ExitCode);
        Assert.Equal(0, (await scene.RunAsync("MergeVault", "--abort")).ExitCode);
        Assert.Equal(0, (await scene.RunAsync("SaveVault")).ExitCode);
        Assert.Equal(5, (await scene.RunAsync("PushVault")).ExitCode);
    }
}
