namespace TazPod.Vault.S3;

/// <summary>An operation and its object, for messages.</summary>
/// <param name="Doing">The verb, for example <c>read</c>.</param>
/// <param name="Permission">The permission it needs.</param>
/// <param name="Key">The object's key; null when the operation concerns the bucket.</param>
internal sealed record S3Operation(string Doing, string Permission, string? Key = null)
{
    /// <summary>Whether it writes an object.</summary>
    public bool Writes => Permission.Contains("s3:PutObject", StringComparison.Ordinal);

    public override string ToString() => Key is null ? Doing : $"{Doing} '{Key}'";
}
