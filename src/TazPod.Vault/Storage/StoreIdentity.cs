namespace TazPod.Vault.Storage;

/// <summary>Identifies a store and bucket, without any user name or password that an address may contain.</summary>
/// <param name="Endpoint">The endpoint's address, or the region's name for AWS, or <c>file:</c> and the absolute directory.</param>
/// <param name="Bucket">The bucket's name.</param>
public sealed record StoreIdentity(string Endpoint, string Bucket)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Bucket} at {Endpoint}";
}
