namespace TazPod.Vault.Storage;

/// <summary>One row of a listing.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="LastModified">When it was written according to the store, UTC, whole seconds on most stores.</param>
/// <param name="Size">Bytes.</param>
public sealed record ObjectInfo(string Key, DateTimeOffset LastModified, long Size)
{
    /// <summary>The ETag, unquoted; empty if the store lists none.</summary>
    public string ETag { get; init; } = "";
}
