using System.Text.Json.Serialization;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;

namespace TazPod.Vault.Results;

/// <summary>The result of LineageStatus.</summary>
/// <param name="State">What a restore would find.</param>
/// <param name="Why">The reason for that state.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Prefix">The prefix of the lineage.</param>
/// <param name="Lineage">The lineage; null if there is none below the prefix.</param>
/// <param name="Current">The generation that the pointer names.</param>
/// <param name="Previous">The previous generation; null if it is no longer in its slot.</param>
public sealed record LineageStatusResult(
    LineageState State, string Why, string Store, string Prefix, string? Lineage, SnapshotEntry? Current, SnapshotEntry? Previous)
    : VerbResult
{
    internal const string Name = "LineageStatus";

    /// <summary>Anchors that the local vault does not contain, so that the snapshot cannot be used here. Empty if the lineage is not
    /// coherent.</summary>
    public IReadOnlyList<string> MissingAnchors { get; init; } = [];

    /// <summary>Anchors that the local vault contains although the lineage is empty. Empty if the lineage is not.</summary>
    public IReadOnlyList<string> OrphanedAnchors { get; init; } = [];

    /// <summary>Whether there is a local vault to look for anchors in.</summary>
    internal bool HasVault { get; init; } = true;

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => State.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary => $"{Status}: {(Lineage is null ? $"'{Prefix}'" : $"lineage {Lineage}")} in {Store}: {Why}"
        + (MissingAnchors.Count > 0 ? ", but it cannot be restored here" : OrphanedAnchors.Count > 0 ? ", but its snapshot is missing" : "");

    /// <inheritdoc/>
    [JsonIgnore]
    public override VaultException? Failure => State switch
    {
        LineageState.Coherent when MissingAnchors.Count > 0 => LineageAnchors.Missing(Lineage!, MissingAnchors, HasVault),
        LineageState.Empty when OrphanedAnchors.Count > 0 => LineageAnchors.Orphaned(Store, Prefix, Lineage, OrphanedAnchors),
        LineageState.Empty => VaultErrors.LineageEmpty.With(Summary, "Run PushSnapshot to push the first one, or check prefix and lineage."),
        LineageState.Incoherent => VaultErrors.LineageIncoherent.With(Summary, LineageWaysOut.Of(Prefix, Lineage, Previous)),
        _ => null,
    };
}
