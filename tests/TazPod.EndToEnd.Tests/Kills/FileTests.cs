using TazPod.Tracing;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>The host's changes to files, as the kernel sees them: modes, flushes, a full disk, a signal in the middle.</summary>
public sealed class FileTests
{
    private const int NoSpace = 28;

    [Theory]
    [InlineData("000")]
    [InlineData("077")]
    public async Task Everything_is_created_for_its_owner_alone_whatever_the_umask(string umask)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "holds the host by ptrace");
        await using var scene = await Scene.StartAsync(isS3: false);
        scene.WriteSecrets("one");
        string[] wrapper = ["sh", "-c", $"umask {umask}; exec \"$@\"", "sh"];

        foreach (var target in new[] { "SetupStorage", "SaveVault", "PushVault", "LockVault", "PullVault", "UnlockVault" })
        {
            var (result, steps) = await scene.TraceAsync(wrapper, Plan.Watch, target, $"--result={scene.Root}/result.json");
            Assert.True(result.ExitCode == 0, result.All);
            Assert.NotEmpty(steps);
            Assert.All(steps, step => Assert.True(((step.Mode ?? 0) & 0x3F) == 0, $"{target}: {step} with mode {step.Mode:x}"));
        }
    }

    [Fact]
    public async Task A_file_is_flushed_before_its_rename_and_its_directory_after_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "holds the host by ptrace");
        await using var scene = await Scene.StartAsync(isS3: false);
        scene.WriteSecrets("one");

        foreach (var target in new[] { "SetupStorage", "SaveVault", "PushVault", "LockVault", "PullVault", "UnlockVault" })
        {
            var (result, steps) = await scene.TraceAsync(Plan.Watch, target);
            Assert.True(result.ExitCode == 0, result.All);

            // If the vault were written in place, or copied over, there would be no such step.
            if (target == "SaveVault")
                Assert.Contains(steps, step => step.Target == $"{scene.Root}/.tazpod/vault/vault.tar.aes");
            foreach (var rename in steps.Where(step => step.Target is not null && step.Path.EndsWith(".tazpod-tmp", StringComparison.Ordinal)))
            {
                var directory = Path.GetDirectoryName(rename.Target)!;
                var next = steps.FirstOrDefault(step => step.Number > rename.Number && step.Call.StartsWith("rename", StringComparison.Ordinal))?.Number ?? int.MaxValue;
                Assert.Contains(steps, step => step.IsFlush && step.Number < rename.Number && step.Path == rename.Path);
                Assert.Contains(steps, step => step.IsFlush && step.Number > rename.Number && step.Number < next && step.Path == directory);
            }
        }
    }

    [Theory]
    [InlineData("SaveVault")]
    [InlineData("PullVault from a directory")]
    public async Task Bytes_are_in_place_before_any_file_refers_to_them(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "holds the host by ptrace");
        await using var scene = await Scene.StartAsync(isS3: false);
        var scenario = (await Scenarios.OfAsync(scene, "directory")).First(each => each.Name.StartsWith(name, StringComparison.Ordinal));
        scenario.Stage();

        var (result, steps) = await scene.TraceAsync(Plan.Watch, scenario.Target);

        Assert.True(result.ExitCode == 0, result.All);
        string[] order = ["vault.tar.aes", "last-content.hash", "sync.json"];
        Assert.Equal(order, steps.Select(step => Path.GetFileName(step.Target)).Where(order.Contains));
    }

    [Theory]
    [InlineData("SaveVault")]
    [InlineData("PullVault from a directory")]
    [InlineData("UnlockVault")]
    public async Task A_disk_that_becomes_full_at_any_step_is_one_clear_line_and_loses_nothing(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "makes calls fail by ptrace on x86-64");
        await using var scene = await Scene.StartAsync(isS3: false);
        var scenario = (await Scenarios.OfAsync(scene, "directory")).First(each => each.Name.StartsWith(name, StringComparison.Ordinal) && each.Keeps is null);
        scenario.Stage();
        var before = scene.Now();
        var (undisturbed, steps) = await scene.TraceAsync(Plan.Watch, scenario.Target);
        Assert.True(undisturbed.ExitCode == 0, undisturbed.All);
        var judge = new Judge(scene, scenario, before, scene.Now());
        var broken = new List<string>();

        // If a probe fails, the other way is used, which is not a failure.
        List<FileStep> writes = [.. steps.Where(step => step.NeedsRoom && !step.Path.Contains("-probe", StringComparison.Ordinal))];
        foreach (var step in Effort.Choose(writes, new Random(Effort.Seed)))
        {
            scenario.Stage();
            var (full, _) = await scene.TraceAsync(new Plan(step.Number, Errno: NoSpace), scenario.Target);
            if (full.ExitCode != 8 || !full.ErrorLine.Contains("full", StringComparison.Ordinal))
                broken.Add($"at {step}: {full.ExitCode} {full.Error}");
            broken.AddRange(judge.AfterKill().Select(each => $"at {step}: {each}"));
            var leftovers = scene.Now().Paths.Split('\n').Where(path => path.Contains("tazpod-", StringComparison.Ordinal)).ToList();
            broken.AddRange(leftovers.Select(each => $"at {step}: {each} is left behind"));
            broken.AddRange(judge.AfterRerun((await scene.RunAsync(scenario.Target)).ExitCode).Select(each => $"at {step}: {each}"));
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Theory]
    [InlineData("SaveVault", 2)]
    [InlineData("PushVault", 15)]
    [InlineData("UnlockVault", 1)]
    public async Task A_signal_in_the_middle_of_writing_ends_with_130_and_loses_nothing(string name, int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "holds the host by ptrace");
        await using var scene = await Scene.StartAsync(isS3: false);
        var scenario = (await Scenarios.OfAsync(scene, "directory")).First(each => each.Name.StartsWith(name, StringComparison.Ordinal) && each.Keeps is null);
        scenario.Stage();
        var before = scene.Now();
        var (_, steps) = await scene.TraceAsync(Plan.Watch, scenario.Target);
        var judge = new Judge(scene, scenario, before, scene.Now());
        var broken = new List<string>();
        var interrupted = 0;

        foreach (var step in Effort.Choose(steps, new Random(Effort.Seed)))
        {
            scenario.Stage();
            var (stopped, _) = await scene.TraceAsync(new Plan(step.Number, Signal: signal), scenario.Target);
            if (stopped.ExitCode == 130 && stopped.Error.Contains("Error: TAZPOD9002: ", StringComparison.Ordinal))
                interrupted++;
            else
                // The runtime handles signals on a separate thread. The verb may have finished by then, and then its work must be complete.
                broken.AddRange(judge.AfterRerun(0).Select(each => $"at {step}: ends with {stopped.ExitCode} {stopped.Error}: {each}"));
            broken.AddRange(judge.AfterKill().Select(each => $"at {step}: {each}"));
            broken.AddRange(judge.AfterRerun((await scene.RunAsync(scenario.Target)).ExitCode).Select(each => $"at {step}: {each}"));
        }

        Assert.NotEqual(0, interrupted);
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }
}
