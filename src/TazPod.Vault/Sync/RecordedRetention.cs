using TazPod.Vault.History;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync;

/// <summary>The number of copies that a push keeps, and who set it.</summary>
/// <remarks>Pushes from many machines prune one history. The number is stored in latest's metadata, and only pushes from the workspace that
/// recorded it lower it. So a misconfigured workspace cannot empty everyone's history, however often it pushes. PruneHistory can.</remarks>
/// <param name="Keep">The number of copies that pruning inside a push keeps.</param>
/// <param name="Next">The number that the push records for later pushes.</param>
/// <param name="By">The workspace that recorded it.</param>
internal sealed record RecordedRetention(int Keep, int Next, string By)
{
    /// <summary>No particular workspace: used if the writer left no labels.</summary>
    private const string Nobody = "-";

    /// <summary>Determines the retention from latest.</summary>
    /// <param name="latest">The object that the push replaces or finds; null if there is none.</param>
    /// <param name="hasHistory">Whether there are copies already.</param>
    /// <param name="own">This workspace's setting.</param>
    /// <param name="who">This workspace.</param>
    public static RecordedRetention Of(ObjectHead? latest, bool hasHistory, int own, string who)
    {
        var recorded = latest?.Label(ObjectLabels.Retention) is { } text && int.TryParse(text, out var number)
            && number is >= Retention.Minimum and <= VaultSettings.MaximumRetention
                ? number
                : (int?)null;

        // There is a history but no label: another tool wrote latest, or the label was removed. That tool's default is used.
        var before = recorded ?? (hasHistory ? VaultSettings.DefaultRetention : own);
        var by = latest?.Label(ObjectLabels.RetentionBy) ?? Nobody;
        return by == who || own >= before || !hasHistory
            ? new RecordedRetention(Math.Max(own, before), own, who)
            : new RecordedRetention(before, before, by);
    }
}
