using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>Both sides have changed something, and are merged.</summary>
internal static class MergeScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("MergeVault, from the vault", stage => BothAsync(stage, ("mine", "ours")), MergeAsync, IsMerged) { Broken = Lost },
        new("MergeVault, from the directory", stage => BothAsync(stage, isSaved: false, ("mine", "ours")), MergeAsync, IsMerged)
        {
            Broken = Lost,
        },
        new("MergeVault, with conflicts", stage => BothAsync(stage, ("mine", "ours"), ("token", "ours")), SettleAsync, IsMerged)
        {
            Broken = Lost,
        },
        new("PushVault --merge", stage => BothAsync(stage, ("mine", "ours")), PushAsync, IsPushed)
        {
            Broken = Lost,

            // The first is sent beside the HEAD, and cancelled when that shows a change.
            Strikes = request => request.Operation != "ListObjectsV2",
        },
    ];

    private static Task BothAsync(Stage stage, params (string Path, string Text)[] changes) => BothAsync(stage, isSaved: true, changes);

    // The others, too, only change the token: what they write merges with our file, and conflicts with our token.
    private static async Task BothAsync(Stage stage, bool isSaved, params (string Path, string Text)[] changes)
    {
        await Scenarios.PushedAsync(stage);
        var bob = stage.Other("bob");
        await bob.Service().BootstrapAsync();
        await Scenarios.SaveAsync(stage, bob, "two");
        await bob.Service().PushAsync();
        stage.Ours = changes.ToDictionary(change => change.Path, change => change.Text);
        foreach (var (path, text) in changes)
        {
            await File.WriteAllTextAsync(Path.Combine(stage.Here.Secrets, path), text);
        }

        if (isSaved)
        {
            await stage.Here.Service().SaveAsync();
            stage.Know(stage.Here, "ours");
        }
    }

    private static async Task<VerbResult> MergeAsync(Attempt run)
    {
        await UndoAsync(run);
        var merged = await run.Service.MergeAsync();
        return merged.Failure is { } failure ? throw failure : merged;
    }

    private static async Task<VerbResult> PushAsync(Attempt run)
    {
        await UndoAsync(run);
        return await run.Service.PushAsync(new PushOptions { Merge = 5, Force = run.Force });
    }

    // A store that denies having a version makes every difference a conflict.
    private static async Task UndoAsync(Attempt run)
    {
        if (Recorded(run.Stage).Merge?.Phase == MergePhase.Waiting)
        {
            await run.Service.MergeAsync(new MergeOptions { Abort = true });
        }
    }

    private static async Task<VerbResult> SettleAsync(Attempt run)
    {
        if (Recorded(run.Stage).Merge?.Phase != MergePhase.Waiting)
        {
            var merged = await run.Service.MergeAsync();
            if (merged.Failure is null)
            {
                return merged;
            }
        }

        foreach (var file in Directory.EnumerateFiles(run.Stage.Here.Secrets, "*.theirs-*"))
        {
            File.Delete(file);
        }

        return await run.Service.SaveAsync();
    }

    private static void IsMerged(Stage stage, VerbResult result)
    {
        var seen = Scenarios.RemoteOf(stage).ETag;
        IsHere(stage, stage.MergedWith(stage.EverLatest.Last(each => each.ETag == seen)));
    }

    // Somebody who overwrites what we have pushed removes our change.
    private static void IsPushed(Stage stage, VerbResult result)
    {
        Scenarios.IsPushed(stage, result);
        if (!stage.EverLatest.Any(each => stage.Texts.GetValueOrDefault(Stage.Sha256(each.Content.Span)) is "foreign" or "rival"))
        {
            IsHere(stage, stage.MergedWith(stage.EverLatest[0]));
        }
    }

    private static void IsHere(Stage stage, IReadOnlyDictionary<string, string> expected)
    {
        Assert.Equal(expected, Trees.OfVault(stage.Here.Vault));
        Assert.Equal(expected, Trees.OfDirectory(stage.Here.Secrets));
    }

    // What bob has pushed must stay in the store, like everything that ever was latest.
    private static IEnumerable<string> Lost(Stage stage)
    {
        List<IReadOnlyDictionary<string, string>> trees =
        [
            .. Trees.Of(stage.Here.Root, stage.Here.VaultFile),
            .. stage.Copies.Select(copy => Trees.OfVault(copy.Content.Span)).OfType<IReadOnlyDictionary<string, string>>(),
        ];
        return from change in stage.Ours!
               where !trees.Any(tree => tree.GetValueOrDefault(change.Key) == change.Value)
               select $"our change of '{change.Key}' is nowhere now";
    }

    private static FileState Recorded(Stage stage) => SyncState.Load(new VaultLocation(stage.Here.VaultFile), _ => { }).File;
}
