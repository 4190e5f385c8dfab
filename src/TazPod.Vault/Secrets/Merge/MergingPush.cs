using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Sync;
using TazPod.Vault.Verbs;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>PushVault, with <c>--merge</c>: if latest holds a change that this workspace has not seen, it is merged and pushed
/// again.</summary>
/// <remarks>Any number of writers get their turn: of those that push at the same moment one succeeds, and the others wait and merge, as
/// <see cref="TurnWait"/> says.</remarks>
internal sealed class MergingPush(VaultSession session, PushOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<PushOptions, PushResult> Definition =
        new(PushResult.Name, "push", "Vault file -> the store, with a history copy")
        {
            Details = "vault file → latest and a history copy, then retention; `--merge` merges what others pushed meanwhile ([MERGE.md](MERGE.md))",
            Requests = "1 / 4, one upload",
            Examples = ["", "--merge"],
            Reads =
        [
            .. SettingCatalog.OfStore, SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, "retention", "keep last", "keep daily",
            "keep weekly", "keep monthly", .. SettingCatalog.OfPassphrase, "unsafe store", "lineage", .. SettingCatalog.Common,
        ],
            Options = [OptionCatalog.Force, OptionCatalog.Summary, OptionCatalog.Merge],
            NeedsStore = true,
            Writes = true,
            Lock = LockUse.Whole,
            IsRefusedDuringMerge = true,
            BeforeLock = static session => session.Workspace.RequireVaultFile(),
            OptionsOf = PushOptions.Of,
            Run = static (session, options, cancel) => new MergingPush(session, options).RunAsync(cancel),
        };

    private readonly TurnWait turn = new(Random.Shared);

    public async Task<PushResult> RunAsync(CancellationToken cancellationToken)
    {
        var isKept = false;
        var started = 0L;
        for (var merges = 0; ; merges++)
        {
            try
            {
                return await new PushVerb(session, options).RunAsync(cancellationToken) with { Merges = merges };
            }
            catch (VaultException failure) when (failure.Error == VaultErrors.RemoteMoved && merges < options.Merge)
            {
                session.Output.Detail($"{failure.Message}; merging it");
                if (merges > 0)
                {
                    var wait = turn.After(session.Time.GetElapsedTime(started));
                    session.Output.Wait($"another push was faster; merging again in {wait.TotalSeconds:0.0} s ({merges + 1} of {options.Merge})");
                    await Task.Delay(wait, session.Time, cancellationToken);
                }

                started = session.Time.GetTimestamp();
                isKept |= (await MergeAsync(failure, isKept, cancellationToken)).Kept.Count > 0;
            }
        }
    }

    private async Task<MergeResult> MergeAsync(VaultException refusal, bool isKept, CancellationToken cancellationToken)
    {
        // Otherwise edits that nobody has saved would be pushed, but only if somebody else has pushed.
        var local = LocalVault.Look(session.Workspace.Location.File, cancellationToken);
        if (new SecretsComparison(session).Compare(local, cancellationToken) is { State: SecretsState.Edited or SecretsState.EditedAndOutdated } edited)
        {
            throw VaultErrors.SecretsEdited.With(
                $"{refusal.Message}; it was not merged, because '{edited.Directory}' has changes that are in no vault",
                $"Run {MergeResult.Name}, which includes them, then PushVault.",
                refusal);
        }

        var merged = await new MergeVerb(session, new MergeOptions(), isKept).RunAsync(cancellationToken);
        if (merged.Failure is { } conflict)
        {
            throw conflict;
        }

        if (merged.Outcome == MergeOutcome.Unchanged)
        {
            throw refusal;
        }

        return merged;
    }
}
