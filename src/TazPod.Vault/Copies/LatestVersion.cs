using TazPod.Vault.History;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Copies;

/// <summary>Says which version stands at latest, for messages.</summary>
internal static class LatestVersion
{
    /// <summary>The stamp it was pushed under, or when the store says it was written.</summary>
    public static Stamp StampOf(ObjectHead latest) => PushedAs(latest) ?? new Stamp(latest.LastModified);

    /// <summary>The stamp of the copy that its own push made, or was to make; null when no label names one.</summary>
    public static Stamp? PushedAs(ObjectHead latest) => latest.Label(ObjectLabels.HistoryKey) is { } key ? ObjectKeys.StampOf(key) : null;

    /// <summary>Who pushed what, when, from where.</summary>
    public static string Describe(ObjectHead latest)
    {
        var by = latest.ShownLabel(ObjectLabels.PushedBy) is { } who ? $"by {who}" : "by another tool (it carries no name)";
        var from = latest.ShownLabel(ObjectLabels.PushedFrom) is { } where ? $" from {where}" : "";
        return $"{StampOf(latest)}, pushed {by}{from} at {latest.LastModified.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";
    }
}
