namespace TazPod.Vault.Lineages;

/// <summary>One of the two slots that a lineage's snapshots alternate between.</summary>
public enum LineageSlot
{
    /// <summary><c>slot-a</c>.</summary>
    A,

    /// <summary><c>slot-b</c>.</summary>
    B,
}
