using TazPod.Vault.Lineages;
using TazPod.Vault.Results;

namespace TazPod.Vault.Snapshots;

/// <summary>What a view of a lineage has to tell people.</summary>
internal static class LineageFacts
{
    /// <summary>The generation that the pointer names.</summary>
    public static SnapshotEntry? Current(LineageView view) => view.Current is { } current ? SnapshotEntry.Of(view.Keys, current) : null;

    /// <summary>The generation before it, while it stands in its slot.</summary>
    public static SnapshotEntry? Previous(LineageView view) =>
        view.Own.Pointer?.Previous is { } previous && view.Holds(previous) ? SnapshotEntry.Of(view.Keys, previous) : null;
}
