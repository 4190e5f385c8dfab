namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>The steps of a merge with a latest that somebody else has pushed.</summary>
internal static class MergeScenarios
{
    private const int Conflict = 5;
    private const int Usage = 2;

    public static async Task<IReadOnlyList<Scenario>> OfAsync(Scene scene)
    {
        scene.WriteSecrets("one");
        await scene.DoAsync("SetupStorage");
        await scene.DoAsync("SaveVault");
        await scene.DoAsync("PushVault");
        var pushed = scene.Snapshot();
        scene.WriteSecrets("two");
        await scene.DoAsync("SaveVault");
        await scene.DoAsync("PushVault");
        var newest = scene.Snapshot();
        var conflicting = () =>
        {
            Behind();
            scene.WriteSecrets("three");
        };

        conflicting();
        Assert.Equal(Conflict, (await scene.RunAsync("MergeVault")).ExitCode);
        var waiting = scene.Snapshot();
        foreach (var path in Directory.EnumerateFiles(scene.Secrets, "*.theirs-*"))
            File.Delete(path);
        Snapshot.SetMode(Path.Combine(scene.Secrets, "a/b"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(scene.Secrets, "a/b"), "*.theirs-*"))
            File.Delete(path);
        var settled = scene.Snapshot();

        return
        [
            new("MergeVault", "MergeVault", () =>
            {
                Behind();
                File.WriteAllText(Path.Combine(scene.Secrets, "mine"), $"{Scene.Canary}mine");
            }, $"{Scene.Canary}mine"),
            new("MergeVault, conflicts", "MergeVault", conflicting, $"{Scene.Canary}three-key") { Ends = [Conflict] },
            new("SaveVault, settled", "SaveVault", () => settled.Restore(), $"{Scene.Canary}three-key") { MayKeepMore = true },

            // There is nothing to undo if the killed run has ended but for its last flush.
            new("MergeVault --abort", "MergeVault", () => waiting.Restore(), $"{Scene.Canary}three-key", false, "--abort") { Ends = [0, Usage] },
        ];

        void Behind()
        {
            newest.Restore();
            pushed.Restore(".tazpod");
            pushed.Restore("secrets");
        }
    }
}
