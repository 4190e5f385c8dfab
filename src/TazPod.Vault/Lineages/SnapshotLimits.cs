namespace TazPod.Vault.Lineages;

/// <summary>What a snapshot may be.</summary>
internal static class SnapshotLimits
{
    /// <summary>The most that S3 takes in one PUT, 5 GiB; a PUT in parts honours conditions on some stores only.</summary>
    public const long MaximumSize = 5L << 30;
}
