namespace TazPod.Vault.Results;

/// <summary>What LockVault did.</summary>
/// <param name="Removed">Whether a directory was removed; false when there was none, or an empty one that cannot go.</param>
/// <param name="SecretsDirectory">The secrets directory.</param>
/// <param name="SetAside">Where it was kept instead of being deleted.</param>
public sealed record LockResult(bool Removed, string SecretsDirectory, string? SetAside) : VerbResult
{
    internal const string Name = "LockVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Removed ? "locked" : "unchanged";

    /// <inheritdoc/>
    public override bool Changed => Removed;

    /// <inheritdoc/>
    public override string Summary => (Removed, SetAside) switch
    {
        (false, _) => $"unchanged: '{SecretsDirectory}' is not there or empty",
        (true, null) => $"locked: removed '{SecretsDirectory}'",
        (true, { } aside) => $"locked: '{SecretsDirectory}' was renamed to '{aside}'",
    };
}
