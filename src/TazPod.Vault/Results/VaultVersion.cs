namespace TazPod.Vault.Results;

/// <summary>One version of the vault, local or in the store.</summary>
/// <param name="Modified">When it was written, UTC.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Stamp">The stamp that it was pushed under, if known.</param>
/// <param name="VaultSha256">SHA-256 of its bytes, if known.</param>
/// <param name="ContentSha256">The content hash, if known.</param>
/// <param name="PushedBy">Who pushed it, if known.</param>
/// <param name="PushedFrom">The CI run or commit that pushed it, if known.</param>
public sealed record VaultVersion(
    DateTimeOffset Modified,
    long Size,
    string? Stamp,
    string? VaultSha256,
    string? ContentSha256,
    string? PushedBy,
    string? PushedFrom)
{
    /// <summary>The number of the revision of the secrets, 1 or more: of the local vault as opened here, of the remote one as its label
    /// says. Null if it has none, or is not known.</summary>
    public long? Revision { get; init; }
}
