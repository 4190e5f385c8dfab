namespace TazPod.Vault.Results;

/// <summary>The result of LockVault.</summary>
/// <param name="Removed">Whether a directory was removed; false if there was none, or it was empty and cannot be removed.</param>
/// <param name="SecretsDirectory">The secrets directory.</param>
/// <param name="SetAside">The path where it was kept instead of being deleted.</param>
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
        (false, _) => $"unchanged: '{SecretsDirectory}' does not exist or is empty",
        (true, null) => $"locked: removed '{SecretsDirectory}'",
        (true, { } aside) => $"locked: '{SecretsDirectory}' was renamed to '{aside}'",
    };
}
