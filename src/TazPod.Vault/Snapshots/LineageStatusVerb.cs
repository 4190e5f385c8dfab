using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Snapshots;

/// <summary>LineageStatus: what a restore would meet. Nothing is written.</summary>
internal sealed class LineageStatusVerb(VaultSession session)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<NoOptions, LineageStatusResult> Definition =
        new(LineageStatusResult.Name, "lineage-status", "What a restore from a lineage would meet, and why")
    {
        Details = "empty (exit 3), coherent (0), incoherent (6), and why: [docs/LINEAGES.md](docs/LINEAGES.md)",
        Requests = "4",
        Reads = [.. SettingCatalog.OfStore, "lineage", "lineage prefix", .. SettingCatalog.Common],
        NeedsStore = true,
        OptionsOf = NoOptions.Of,
        Run = static (session, _, cancel) => new LineageStatusVerb(session).RunAsync(cancel),
    };

    public async Task<LineageStatusResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.BucketNotFound)
        {
            // A pipeline starts anew on exit 3. That it looked in the wrong place must not look the same.
            throw VaultErrors.LineageStoreNotFound.With(failure.Message, failure.Hint, failure);
        }
    }

    private async Task<LineageStatusResult> LookAsync(CancellationToken cancellationToken)
    {
        var prefix = session.Settings.LineagePrefix;
        if (await LineageChoice.FindAsync(session, cancellationToken) is not { } keys)
        {
            return new LineageStatusResult(
                LineageState.Empty, "no lineage is there", session.Remote.Name, prefix, null, null, null);
        }

        var view = await LineageView.ReadAsync(session.Remote.Store, keys, cancellationToken);
        var verdict = view.Judge();
        if (verdict.State == LineageState.Empty && await LineageChoice.IdsAsync(session.Remote.Store, prefix, cancellationToken) is { Count: > 0 } others)
        {
            session.Output.Notice($"below '{prefix}' there are other lineages: {LineageChoice.Named(others)}; check the name before you begin a new one");
        }

        foreach (var remark in Remarks(view))
        {
            session.Output.Notice(remark);
        }

        return new LineageStatusResult(
            verdict.State, verdict.Why, session.Remote.Name, prefix, keys.Id, LineageFacts.Current(view), LineageFacts.Previous(view));
    }

    // What does not keep a restore from working, and is good to know.
    private static IEnumerable<string> Remarks(LineageView view)
    {
        if (view.Current is not { } current)
        {
            yield break;
        }

        if (view.Global.Problem is { } problem)
        {
            yield return $"what stands at the global pointer '{view.Global.Key}' cannot be used: {problem}; restores have to name the lineage, and a push takes --force";
        }
        else if (view.Global.Head is null)
        {
            yield return $"the global pointer '{view.Global.Key}' is not there: a push was cut off before it, and the next one writes it";
        }
        else if (view.InGlobal is { } last && last.Number < current.Number)
        {
            yield return $"the global pointer still names generation {last.Number}: a push was cut off before it, and the next one writes it";
        }
        else if (view.InGlobal is null)
        {
            yield return $"the global pointer names another lineage, {view.Global.Pointer!.Lineage}";
        }

        var other = current.Slot.Other();
        if (view.IsUnfinished(other))
        {
            yield return $"{other.Name()} holds {view.Describe(other)}, which no pointer names: a push that goes on, or was cut off and is replaced by the next one";
        }
        else if (view.Own.Pointer!.Previous is { } previous && !view.Holds(previous))
        {
            yield return $"{other.Name()} does not hold generation {previous.Number} any more, but {view.Describe(other)}: somebody changed it by hand";
        }
    }
}
