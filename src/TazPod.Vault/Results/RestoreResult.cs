namespace TazPod.Vault.Results;

/// <summary>What RestoreVault did.</summary>
/// <param name="Restored">Whether latest was replaced; false when it held that version already.</param>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="Copy">The stamp of the copy that was restored.</param>
/// <param name="Stamp">The stamp of the new copy that latest has now; null when nothing was pushed and it is not known.</param>
/// <param name="Replaced">The stamp of the copy that holds what was latest before; null when nothing was.</param>
/// <param name="Difference">How latest differs from before; null when that could not be opened.</param>
/// <param name="SetAside">Where the local vault was kept when it stood nowhere else.</param>
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
        ? $"restored copy {Copy} in {Store}: it is latest, and the new copy {Stamp}" + (Replaced is null ? "" : $"; what was latest is copy {Replaced}")
        : $"unchanged: latest in {Store} already is copy {Copy}";
}
