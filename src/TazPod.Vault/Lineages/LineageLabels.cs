namespace TazPod.Vault.Lineages;

/// <summary>The metadata keys of a slot, which identify its lineage and generation without a pointer.</summary>
internal static class LineageLabels
{
    /// <summary>The lineage.</summary>
    public const string Lineage = "lineage";

    /// <summary>The generation number that it was written with.</summary>
    public const string Generation = "generation";

    /// <summary>SHA-256 of the object's bytes, lower-case hex.</summary>
    public const string Sha256 = "snapshot-sha256";

    /// <summary>Identifies the push that wrote it.</summary>
    public const string Push = "push";
}
