namespace TazPod.Vault.Lineages;

/// <summary>One of the two places that a lineage's snapshots rotate between.</summary>
public enum LineageSlot
{
    /// <summary><c>slot-a</c>.</summary>
    A,

    /// <summary><c>slot-b</c>.</summary>
    B,
}
