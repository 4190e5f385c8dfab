namespace TazPod.Vault.Results;

/// <summary>One version of the vault, here or in the store.</summary>
/// <param name="Modified">When it was written, UTC.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Stamp">The stamp it was pushed under, where known.</param>
/// <param name="VaultSha256">SHA-256 of its bytes, where known.</param>
/// <param name="ContentSha256">The content hash, where known.</param>
/// <param name="PushedBy">Who pushed it, where known.</param>
/// <param name="PushedFrom">Which run or commit pushed it, where known.</param>
public sealed record VaultVersion(
    DateTimeOffset Modified,
    long Size,
    string? Stamp,
    string? VaultSha256,
    string? ContentSha256,
    string? PushedBy,
    string? PushedFrom);
