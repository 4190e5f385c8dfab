using TazPod.Vault.Errors;
using TazPod.Vault.Merging;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>MergeVault: merges latest into the secrets directory, if it was edited, or else into the vault file.</summary>
/// <remarks>Three ways, by the version that both sides descend from. Without conflicts, the result is a new vault file that descends from
/// latest. With conflicts, no vault is written: the merged tree waits in the secrets directory, and SaveVault completes the merge.</remarks>
/// <param name="session">The session.</param>
/// <param name="options">The options of the run.</param>
/// <param name="isKept">Whether what was changed here is kept already, so that the vault file is only the result of a merge just
/// before.</param>
internal sealed class MergeVerb(VaultSession session, MergeOptions options, bool isKept = false)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<MergeOptions, MergeResult> Definition =
        new(MergeResult.Name, "merge", "Latest into what is here; --plan, --ours, --theirs, --abort")
        {
            Details = "merges latest into what was changed here, file by file and line by line; `--plan`, `--ours`, `--theirs`, `--abort` ([MERGE.md](MERGE.md))",
            Requests = "1 / 2",
            Examples = ["--plan", ""],
            Reads =
        [
            .. SettingCatalog.OfStore, SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, .. SettingCatalog.OfPassphrase,
            "new passphrase file", .. SettingCatalog.Common,
        ],
            Options = [OptionCatalog.Plan, OptionCatalog.Ours, OptionCatalog.Theirs, OptionCatalog.Abort],
            NeedsStore = true,
            Key = KeyUse.Seal,
            Writes = true,
            Lock = LockUse.Whole,
            OptionsOf = MergeOptions.Of,
            Run = static (session, options, cancel) => new MergeVerb(session, options).RunAsync(cancel),
        };

    private readonly string directory = session.Workspace.SecretsDirectory();

    public async Task<MergeResult> RunAsync(CancellationToken cancellationToken)
    {
        RequireOneWish();
        using var held = await DirectoryHold.TakeAsync(directory, session.Time, cancellationToken);
        var swap = SecretsPlace.Prepare(session, directory);
        if (session.Workspace.State.File.Merge is { } waiting)
        {
            waiting.RequireSame(directory);
            if (options.Abort)
            {
                return Undone(new MergeUndo(session, waiting, swap).Run(cancellationToken));
            }

            if (waiting.Phase == MergePhase.Waiting || options.Plan)
            {
                throw waiting.Refusal(MergeResult.Name);
            }

            new MergeUndo(session, waiting, swap).Run(cancellationToken);
        }
        else if (options.Abort)
        {
            throw VaultErrors.InvalidSetting.With("there is no merge to undo here", "VaultStatus shows whether one waits.");
        }

        var start = MergeStart.Find(session, cancellationToken);
        session.Passphrases.AlsoTryNew();
        await using var latest = await ReadLatestAsync(start, cancellationToken);
        if (latest is null && !start.HasTwoLocalSides)
        {
            return Unchanged(start);
        }

        using var trees = new MergeTrees(session, start, directory, Choice);
        await trees.MergeAsync(latest, cancellationToken);
        return Finish(start, latest, trees, swap, cancellationToken);
    }

    private ConflictChoice Choice => (options.Ours, options.Theirs) switch
    {
        (true, _) => ConflictChoice.Ours,
        (_, true) => ConflictChoice.Theirs,
        _ => ConflictChoice.None,
    };

    private void RequireOneWish()
    {
        if (options is { Ours: true, Theirs: true } || (options.Abort && (options.Plan || options.Ours || options.Theirs)))
        {
            throw VaultErrors.ContradictingSettings.With(
                "--ours, --theirs and --abort contradict each other, and --abort has no plan; nothing was done", "Use one of them.");
        }
    }

    // A version that the local side descends from needs no download, unless an edited directory has to become the vault file all the same.
    private async Task<LatestVault?> ReadLatestAsync(MergeStart start, CancellationToken cancellationToken)
    {
        var known = session.Remote.Known;
        var isBase = start.Base is { } version && version.VaultSha256 == known.VaultSha256 && (!start.IsOutdated || start.HasTwoLocalSides);
        try
        {
            return await LatestVault.ReadAsync(
                session, isBase ? known.ETag : null, start.HasTwoLocalSides, keepsBytes: !options.Plan, cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            throw failure.Error.With(
                $"not merged: {failure.Message}",
                "If its passphrase was changed elsewhere, also give that one, with --new-passphrase-file. If it is not yours, PushVault --force replaces it, and keeps it in the history.",
                failure);
        }
    }

    private MergeResult Finish(
        MergeStart start, LatestVault? latest, MergeTrees trees, ISecretsSwap swap, CancellationToken cancellationToken)
    {
        var result = Result(start, latest, trees);
        if (options.Plan)
        {
            return result with { Outcome = MergeOutcome.Planned };
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (trees.Conflicts.Count == 0)
        {
            return new MergeWriting(session, start, directory, swap, keepsFile: !isKept).Run(result, latest, trees, cancellationToken);
        }

        return start.IsUnlocked ? new MergePlacing(session, directory, swap).Run(result, latest, trees, cancellationToken) : result;
    }

    private MergeResult Result(MergeStart start, LatestVault? latest, MergeTrees trees)
    {
        var difference = TreeDifference.Between(trees.Ours.Manifest, trees.Manifest);
        return new MergeResult(
            MergeOutcome.Conflicts,
            session.Workspace.Location.File,
            session.Remote.Name,
            start.Base?.Stamp,
            latest?.Stamp ?? session.Remote.Known.Stamp,
            difference.Counts,
            difference.Entries,
            [.. trees.Conflicts.Select(ConflictText.Of)]);
    }

    private MergeResult Unchanged(MergeStart start) => Empty(MergeOutcome.Unchanged) with
    {
        Next = start.IsFromDirectory ? $"SaveVault saves the edits in '{directory}'" : start.IsFileStored ? null : "PushVault pushes the local changes",
    };

    private MergeResult Undone(string? kept) => Empty(MergeOutcome.Aborted) with
    {
        SecretsDirectory = directory,
        Kept = kept is null ? [] : [kept],
    };

    private MergeResult Empty(MergeOutcome outcome) => new(
        outcome, session.Workspace.Location.File, session.Remote.Name, null, session.Remote.Known.Stamp, new TreeCounts(0, 0, 0), [], []);
}
