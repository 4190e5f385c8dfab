using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Snapshots;

/// <summary>LineageStatus: shows what a restore would find. Writes nothing.</summary>
internal sealed class LineageStatusVerb(VaultSession session, LineageStatusOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<LineageStatusOptions, LineageStatusResult> Definition =
        new(LineageStatusResult.Name, "lineage-status", "Shows what a restore from a lineage would find, and why")
        {
            Command = "snapshot status",
            Details = "empty (exit 3), coherent (0), incoherent (6), and why: [LINEAGES.md](LINEAGES.md)",
            Requests = "4",
            Examples = ["--lineage=raft", "--lineage=raft --anchor=raft/unseal-keys.json"],
            ExitCodes = new Dictionary<ExitCode, string>
            {
                [ExitCode.NotFound] = "the lineage is empty",
                [ExitCode.Integrity] = "the lineage is incoherent, or the vault lacks an anchor",
            },
            Reads = [.. SettingCatalog.OfStore, SettingCatalog.VaultFile, .. SettingCatalog.OfPassphrase, "lineage", "lineage prefix", .. SettingCatalog.Common],
            Options = [OptionCatalog.Anchors],
            NeedsStore = true,
            OptionsOf = LineageStatusOptions.Of,
            Run = static (session, options, cancel) => new LineageStatusVerb(session, options).RunAsync(cancel),
        };

    public async Task<LineageStatusResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await ReadAsync(cancellationToken);
            return result.State == LineageState.Incoherent ? result : await WithAnchorsAsync(result, cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.BucketNotFound)
        {
            // A pipeline treats exit code 3 as a fresh start. Looking in the wrong place must not have the same exit code.
            throw VaultErrors.LineageStoreNotFound.With(failure.Message, failure.Hint, failure);
        }
    }

    private async Task<LineageStatusResult> WithAnchorsAsync(LineageStatusResult result, CancellationToken cancellationToken)
    {
        var found = await new AnchorCheck(session, options.Anchors).RunAsync(cancellationToken);
        return result.State == LineageState.Empty
            ? result with { OrphanedAnchors = found.Held }
            : result with { MissingAnchors = found.Missing, HasVault = found.HasVault };
    }

    private async Task<LineageStatusResult> ReadAsync(CancellationToken cancellationToken)
    {
        var prefix = session.Settings.LineagePrefix;
        if (await LineageChoice.FindAsync(session, cancellationToken) is not { } keys)
        {
            return new LineageStatusResult(
                LineageState.Empty, "there is no lineage", session.Remote.Name, prefix, null, null, null);
        }

        var view = await LineageView.ReadAsync(session.Remote.Store, keys, cancellationToken);
        ForeignLineage.Refuse(session, view);
        var verdict = view.Judge();
        if (verdict.State == LineageState.Empty && await LineageChoice.IdsAsync(session.Remote.Store, prefix, cancellationToken) is { Count: > 0 } others)
        {
            session.Output.Notice($"there are other lineages below '{prefix}': {LineageChoice.Named(others)}; check the name before you start a new one");
        }

        foreach (var remark in Remarks(view))
        {
            session.Output.Notice(remark);
        }

        return new LineageStatusResult(
            verdict.State, verdict.Why, session.Remote.Name, prefix, keys.Id, LineageFacts.Current(view), LineageFacts.Previous(view));
    }

    // Facts that do not prevent a restore but are useful to know.
    private static IEnumerable<string> Remarks(LineageView view)
    {
        if (view.Current is not { } current)
        {
            yield break;
        }

        if (view.Global.Problem is { } problem)
        {
            yield return $"the global pointer '{view.Global.Key}' cannot be used: {problem}; restores must specify the lineage, and a push needs --force";
        }
        else if (view.Global.Head is null)
        {
            yield return $"the global pointer '{view.Global.Key}' does not exist: a push was interrupted before writing it, and the next one will write it";
        }
        else if (view.InGlobal is { } last && last.Number < current.Number)
        {
            yield return $"the global pointer still names generation {last.Number}: a push was interrupted before writing it, and the next one will write it";
        }
        else if (view.InGlobal is null)
        {
            yield return $"the global pointer names another lineage, {view.Global.Pointer!.Lineage}";
        }

        var other = current.Slot.Other();
        if (view.IsUnfinished(other))
        {
            yield return $"{other.Name()} holds {view.Describe(other)}, which no pointer names: from a push that is still running, or was interrupted and will be replaced by the next one";
        }
        else if (view.Own.Pointer!.Previous is { } previous && !view.Holds(previous))
        {
            yield return $"{other.Name()} no longer holds generation {previous.Number}, but {view.Describe(other)}: it was changed manually";
        }
    }
}
