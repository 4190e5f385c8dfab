namespace TazPod.Vault.Lineages;

/// <summary>Limits of a snapshot.</summary>
internal static class SnapshotLimits
{
    /// <summary>The largest object that S3 accepts in one PUT, 5 GiB. Only some stores honour conditions on multipart uploads.</summary>
    public const long MaximumSize = 5L << 30;
}
