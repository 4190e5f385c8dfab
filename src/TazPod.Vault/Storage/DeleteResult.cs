namespace TazPod.Vault.Storage;

/// <summary>What a deletion did, key by key.</summary>
/// <param name="Deleted">Keys that are gone.</param>
/// <param name="Errors">Keys that are not, and why.</param>
public sealed record DeleteResult(IReadOnlyList<string> Deleted, IReadOnlyList<DeleteError> Errors);
