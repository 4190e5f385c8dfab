namespace TazPod.Vault.Lineages;

/// <summary>The metadata keys of a slot: what tells whose it is when no pointer does.</summary>
internal static class LineageLabels
{
    /// <summary>The lineage.</summary>
    public const string Lineage = "lineage";

    /// <summary>The generation that it was written as.</summary>
    public const string Generation = "generation";

    /// <summary>SHA-256 of the object's bytes, lower-case hex.</summary>
    public const string Sha256 = "snapshot-sha256";

    /// <summary>Names the push that wrote it.</summary>
    public const string Push = "push";
}
