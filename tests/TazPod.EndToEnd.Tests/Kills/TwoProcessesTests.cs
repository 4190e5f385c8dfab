using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.S3.Faults;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>Two processes in one workspace: the kernel's lock is on the file itself, whatever path leads to it.</summary>
public sealed class TwoProcessesTests
{
    [Theory]
    [InlineData("the same path")]
    [InlineData("a bind mount")]
    [InlineData("a mount namespace of its own")]
    public async Task The_second_is_refused_and_names_the_first_and_can_run_when_that_is_killed(string by)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mounts");
        await using var scene = await Scene.StartAsync(isS3: true);
        scene.WriteSecrets("one");
        await scene.DoAsync("SetupStorage");
        await scene.DoAsync("SaveVault");
        var other = $"{scene.Root}-other";
        using var mount = by == "a bind mount" ? Mount.TryBind(scene.Root, other) : null;
        Assert.SkipWhen(by == "a bind mount" && mount is null, "mounting is not permitted");
        string[] wrapper = by == "a mount namespace of its own"
            ? ["unshare", "--mount", "sh", "-c", $"mkdir -p {other} && mount --bind {scene.Root} {other} && cd {other} && exec \"$@\"", "sh"]
            : [];
        var directory = mount is null ? scene.Root : other;
        Assert.SkipWhen(wrapper.Length > 0 && !await IsPermittedAsync(scene, wrapper), "mount namespaces are not permitted");
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Endpoint.Faults.OnNth(1, Fault.Before(() => { arrived.TrySetResult(); }));
        scene.Endpoint.Faults.OnNth(1, Fault.Hang);
        try
        {
            using var first = scene.Start("PushVault");
            await arrived.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            scene.WriteSecrets("two");

            using var second = HostProcess.Start(directory, scene.Environment, wrapper, "--target=SaveVault");
            var refused = await second.EndAsync();
            Assert.Equal(5, refused.ExitCode);
            Assert.StartsWith("Error: TAZPOD4005: ", refused.ErrorLine, StringComparison.Ordinal);
            Assert.Contains(": PushVault by ", refused.ErrorLine, StringComparison.Ordinal);

            first.Kill();
            await first.EndAsync();
            // Not a save: under another path these count as other secrets, which were not unlocked from the vault.
            using var third = HostProcess.Start(directory, scene.Environment, wrapper, "--target=PushVault");
            Assert.Equal(0, (await third.EndAsync()).ExitCode);
        }
        finally
        {
            mount?.Dispose();
            if (Directory.Exists(other))
                Directory.Delete(other);
        }
    }

    private static async Task<bool> IsPermittedAsync(Scene scene, string[] wrapper)
    {
        using var host = HostProcess.Start(scene.Root, scene.Environment, wrapper, "--target=Default");
        return (await host.EndAsync()).ExitCode == 0;
    }
}
