namespace TazPod.Vault.Storage;

/// <summary>The result of a deletion, key by key.</summary>
/// <param name="Deleted">Keys that were deleted.</param>
/// <param name="Errors">Keys that were not deleted, and why.</param>
public sealed record DeleteResult(IReadOnlyList<string> Deleted, IReadOnlyList<DeleteError> Errors);
