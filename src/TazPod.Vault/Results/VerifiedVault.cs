namespace TazPod.Vault.Results;

/// <summary>One vault in the store that VerifyVault checked.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name for display: <c>latest</c>, a stamp, or a stamp and <c>(pinned)</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Condition">The condition that was found.</param>
/// <param name="Fails">Whether it cannot be restored in this condition.</param>
/// <param name="Detail">The affected label, size or entry; null if there is nothing to add.</param>
public sealed record VerifiedVault(string Key, string Name, long Size, VaultCondition Condition, bool Fails, string? Detail)
{
    /// <summary>The key that its push gave it; null without a label.</summary>
    internal string? PushedAs { get; init; }
}
