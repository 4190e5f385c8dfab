namespace TazPod.Vault.Lineages;

/// <summary>What a restore from a lineage would meet.</summary>
public enum LineageState
{
    /// <summary>No snapshot was ever pushed whole.</summary>
    Empty,

    /// <summary>The pointer and the slot that it names fit together: a restore yields that generation.</summary>
    Coherent,

    /// <summary>They do not fit together: a restore is refused.</summary>
    Incoherent,
}
