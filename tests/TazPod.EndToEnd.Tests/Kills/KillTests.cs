using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>Kills at any instant: before every step that changes a file, at every request, and at random times. The state is the complete
/// old or new one, nothing is lost, and there is no plaintext elsewhere. The same step run again finishes and leaves nothing
/// behind.</summary>
/// <param name="where">The store, or <c>tmpfs</c> for a secrets directory that is a mount point.</param>
/// <param name="door">How verbs are run.</param>
public abstract class KillTests(string where, Door door = Door.Build)
{
    [Fact]
    public async Task A_kill_at_any_instant_leaves_old_or_new_and_the_next_run_finishes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "holds the host by ptrace");
        await using var scene = await Scene.StartAsync(where == "s3", door);
        using var mount = where == "tmpfs" ? Mount.TryMake(scene.Secrets) : null;
        Assert.SkipWhen(where == "tmpfs" && mount is null, "a tmpfs can only be mounted by root");
        var scenarios = await Scenarios.OfAsync(scene, where);
        var run = new KillRun(scene, new Random(Effort.Seed));
        foreach (var scenario in scenarios)
            await run.TryAsync(scenario);

        var table = $"seed {Effort.Seed}\n{run.Table}";
        TestContext.Current.TestOutputHelper!.WriteLine(table);
        Assert.True(run.Broken.Count == 0, $"{table}\n{string.Join('\n', run.Broken)}");
    }
}
