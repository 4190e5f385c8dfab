using TazPod.Vault.Lineages;
using TazPod.Vault.Results;

namespace TazPod.Vault.Snapshots;

/// <summary>The facts about a lineage that results report.</summary>
internal static class LineageFacts
{
    /// <summary>The generation that the pointer names.</summary>
    public static SnapshotEntry? Current(LineageView view) => view.Current is { } current ? SnapshotEntry.Of(view.Keys, current) : null;

    /// <summary>The previous generation, if it is still in its slot.</summary>
    public static SnapshotEntry? Previous(LineageView view) =>
        view.Own.Pointer?.Previous is { } previous && view.Holds(previous) ? SnapshotEntry.Of(view.Keys, previous) : null;
}
