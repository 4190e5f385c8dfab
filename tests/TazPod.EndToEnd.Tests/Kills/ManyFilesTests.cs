using TazPod.Tracing;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>Many small files with little memory.</summary>
public sealed class ManyFilesTests
{
    /// <summary>The number of files, <c>TAZPOD_MANY_FILES</c>: 20,000 by default; 100,000 take a minute.</summary>
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("TAZPOD_MANY_FILES"), out var count) ? count : 20_000;

    [Fact]
    public async Task They_are_saved_and_unlocked_in_256_MiB()
    {
        await using var scene = await Scene.StartAsync(isS3: false);
        scene.Environment["DOTNET_GCHeapHardLimit"] = "0x10000000";
        Write(scene, Count);

        await scene.DoAsync("SaveVault");
        await scene.DoAsync("UnlockVault", "--secrets=out");

        for (var i = 0; i < Count; i += 97)
            Assert.Equal($"secret {i}", File.ReadAllText($"{scene.Root}/out/{i % 300}/{i}"));
        Assert.Equal(Count, Directory.EnumerateFiles($"{scene.Root}/out", "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task They_are_on_the_disk_before_the_tree_is_put_in_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "holds the host by ptrace");
        await using var scene = await Scene.StartAsync(isS3: false);
        Write(scene, 1_200);
        await scene.DoAsync("SaveVault");

        var (result, steps) = await scene.TraceAsync(Plan.Watch, "UnlockVault", "--secrets=out");

        Assert.True(result.ExitCode == 0, result.All);
        var written = steps.Last(step => step.Call == "pwrite64" && step.Path.Contains("/.out.tazpod-new-", StringComparison.Ordinal)).Number;
        var placed = Assert.Single(steps, step => step.Target == $"{scene.Root}/out").Number;
        Assert.Contains(steps, step => step.Call == "syncfs" && step.Number > written && step.Number < placed);
    }

    private static void Write(Scene scene, int count)
    {
        Snapshot.Clear(scene.Secrets);
        for (var i = 0; i < count; i++)
        {
            if (i < 300)
                Directory.CreateDirectory($"{scene.Secrets}/{i}");
            File.WriteAllText($"{scene.Secrets}/{i % 300}/{i}", $"secret {i}");
        }
    }
}
