using TazPod.Vault.History;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync;

/// <summary>How many copies a push keeps, and who said so.</summary>
/// <remarks>Pushes by many machines prune one history. The number travels in latest's metadata, and only the workspace that recorded it
/// lowers it by pushing: a misconfigured one cannot empty everybody's history, however often it pushes. PruneHistory can.</remarks>
/// <param name="Keep">How many copies pruning inside a push keeps.</param>
/// <param name="Next">What the push records for those after it.</param>
/// <param name="By">Who recorded that.</param>
internal sealed record RecordedRetention(int Keep, int Next, string By)
{
    /// <summary>Nobody in particular: what a writer without labels leaves behind.</summary>
    private const string Nobody = "-";

    /// <summary>Decides from what stands at latest.</summary>
    /// <param name="latest">What the push replaces, or finds; null when nothing stands there.</param>
    /// <param name="hasHistory">Whether there are copies already.</param>
    /// <param name="own">This workspace's setting.</param>
    /// <param name="who">This workspace.</param>
    public static RecordedRetention Of(ObjectHead? latest, bool hasHistory, int own, string who)
    {
        var recorded = latest?.Label(ObjectLabels.Retention) is { } text && int.TryParse(text, out var number)
            && number is >= Retention.Minimum and <= VaultSettings.MaximumRetention
                ? number
                : (int?)null;

        // No label although there is a history: another tool wrote latest, or it was removed. Its default is kept to.
        var before = recorded ?? (hasHistory ? VaultSettings.DefaultRetention : own);
        var by = latest?.Label(ObjectLabels.RetentionBy) ?? Nobody;
        return by == who || own >= before || !hasHistory
            ? new RecordedRetention(Math.Max(own, before), own, who)
            : new RecordedRetention(before, before, by);
    }
}
