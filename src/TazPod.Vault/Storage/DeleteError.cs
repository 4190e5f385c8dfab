namespace TazPod.Vault.Storage;

/// <summary>A key that could not be deleted.</summary>
/// <param name="Key">The key.</param>
/// <param name="Code">The store's error code, for example <c>AccessDenied</c>.</param>
/// <param name="Message">The store's message; can be empty.</param>
public sealed record DeleteError(string Key, string Code, string Message)
{
    /// <summary>What to do about it; null if code and message do not show it.</summary>
    public string? Hint { get; init; }
}
