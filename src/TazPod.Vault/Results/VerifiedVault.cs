namespace TazPod.Vault.Results;

/// <summary>One vault in the store that VerifyVault looked at.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What people call it: <c>latest</c>, a stamp, or a stamp and <c>(pinned)</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Condition">What was found.</param>
/// <param name="Fails">Whether it could not be restored as it is.</param>
/// <param name="Detail">Which label, which size, which entry; null where there is nothing to add.</param>
public sealed record VerifiedVault(string Key, string Name, long Size, VaultCondition Condition, bool Fails, string? Detail)
{
    /// <summary>The key that its push gave it; null where no label says so.</summary>
    internal string? PushedAs { get; init; }
}
