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

    /// <summary>The fingerprint of its logical content, encoded as <see cref="Text.LabelText"/> does.</summary>
    public const string Fingerprint = "snapshot-fingerprint";

    /// <summary>Identifies the push that wrote it.</summary>
    public const string Push = "push";
}
