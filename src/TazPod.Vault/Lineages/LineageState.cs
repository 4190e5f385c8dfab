namespace TazPod.Vault.Lineages;

/// <summary>What a restore from a lineage would find.</summary>
public enum LineageState
{
    /// <summary>No push has ever finished.</summary>
    Empty,

    /// <summary>The pointer and its slot match. A restore returns that generation.</summary>
    Coherent,

    /// <summary>The pointer and its slot do not match. A restore is refused.</summary>
    Incoherent,
}
