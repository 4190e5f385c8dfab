namespace TazPod.Vault.Results;

/// <summary>The result of RestoreVault.</summary>
/// <param name="Restored">Whether latest was replaced; false if it already was that version.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Copy">The stamp of the copy that was restored.</param>
/// <param name="Stamp">The stamp of latest's new copy; null if nothing was pushed and it is unknown.</param>
/// <param name="Replaced">The stamp of the copy of the previous latest; null if there was no latest.</param>
/// <param name="Difference">How latest differs from before; null if the previous one could not be opened.</param>
/// <param name="SetAside">The path where the local vault was kept, if it was not stored anywhere else.</param>
public sealed record RestoreResult(
    bool Restored, string Store, string Copy, string? Stamp, string? Replaced, TreeCounts? Difference, string? SetAside) : VerbResult
{
    internal const string Name = "RestoreVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Restored ? "restored" : "unchanged";

    /// <inheritdoc/>
    public override bool Changed => Restored;

    /// <inheritdoc/>
    public override string Summary => Restored
        ? $"restored copy {Copy} in {Store}: it is now latest and the new copy {Stamp}" + (Replaced is null ? "" : $"; the previous latest is copy {Replaced}")
        : $"unchanged: latest in {Store} is already copy {Copy}";
}
