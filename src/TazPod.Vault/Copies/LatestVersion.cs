using TazPod.Vault.History;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Copies;

/// <summary>Describes the version at latest, for messages.</summary>
internal static class LatestVersion
{
    /// <summary>The stamp that it was pushed with, or the time when it was written according to the store.</summary>
    public static Stamp StampOf(ObjectHead latest) => PushedAs(latest) ?? new Stamp(latest.LastModified);

    /// <summary>The stamp of the history copy that its own push made, or was to make; null if no label names one.</summary>
    public static Stamp? PushedAs(ObjectHead latest) => latest.Label(ObjectLabels.HistoryKey) is { } key ? ObjectKeys.StampOf(key) : null;

    /// <summary>The version's stamp and time, who pushed it, and from where.</summary>
    public static string Describe(ObjectHead latest)
    {
        var by = latest.ShownLabel(ObjectLabels.PushedBy) is { } who ? $"by {who}" : "by another tool (it has no name label)";
        var from = latest.ShownLabel(ObjectLabels.PushedFrom) is { } where ? $" from {where}" : "";
        return $"{StampOf(latest)}, pushed {by}{from} at {latest.LastModified.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";
    }
}
