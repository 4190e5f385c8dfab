namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>The verbs that write, each from the state in which it has the most to lose.</summary>
internal static class Scenarios
{
    public static async Task<IReadOnlyList<Scenario>> OfAsync(Scene scene, string where)
    {
        scene.WriteSecrets("one");
        await scene.DoAsync("SetupStorage");
        var empty = scene.Snapshot();
        await scene.DoAsync("SaveVault");
        var saved = scene.Snapshot();
        await scene.DoAsync("PushVault");
        var pushed = scene.Snapshot();
        scene.WriteSecrets("two");
        await scene.DoAsync("SaveVault");
        var changed = scene.Snapshot();
        await scene.DoAsync("PushVault");
        var newest = scene.Snapshot();
        var behind = () =>
        {
            newest.Restore();
            pushed.Restore(".tazpod");
        };
        Action edited = () =>
        {
            newest.Restore();
            scene.WriteSecrets("edited");
        };
        Action locked = () =>
        {
            newest.Restore();
            Snapshot.Clear(scene.Secrets);
            if (where != "tmpfs")
                Directory.Delete(scene.Secrets);
        };
        var isInPlace = where == "tmpfs";
        var force = new Scenario("UnlockVault --force", "UnlockVault", edited, $"{Scene.Canary}edited-key", isInPlace, "--force");
        if (where == "s3")
        {
            return
            [
                new("SaveVault", "SaveVault", () =>
                {
                    pushed.Restore();
                    scene.WriteSecrets("two");
                }),
                new("PushVault, first", "PushVault", () => saved.Restore()),
                new("PushVault", "PushVault", () => changed.Restore()),
                new("PullVault", "PullVault", behind),
            ];
        }

        newest.Restore();
        await scene.DoAsync("PullVault", "--index=2");
        await scene.DoAsync("UnlockVault");
        await scene.DoAsync("PullVault");
        var older = scene.Snapshot();
        IReadOnlyList<Scenario> swaps =
        [
            new("UnlockVault, new", "UnlockVault", locked, null, isInPlace),
            new("UnlockVault", "UnlockVault", () => older.Restore(), null, isInPlace),
            force,
            new("LockVault", "LockVault", () => newest.Restore(), null, isInPlace),
        ];
        return isInPlace ? swaps :
        [
            new("SaveVault, first", "SaveVault", () => empty.Restore()),
            new("PushVault to a directory", "PushVault", () => changed.Restore()),
            new("PullVault from a directory", "PullVault", behind),
            .. swaps,
        ];
    }
}
