using System.Globalization;

namespace TazPod.Vault.Results;

/// <summary>What PushVault did.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="Key">Latest's key.</param>
/// <param name="ETag">Latest's ETag, unquoted.</param>
/// <param name="HistoryKey">The history copy of this content; null when nothing was written and it is not known.</param>
/// <param name="Stamp">Its stamp; null likewise.</param>
/// <param name="VaultBytes">Bytes of the vault.</param>
/// <param name="ContentSha256">The content hash it is labelled with; null when it carries no label.</param>
/// <param name="Pruned">History copies that retention removed.</param>
/// <param name="Difference">How it differs from what it replaced; null unless that was asked for and could be opened.</param>
public sealed record PushResult(
    PushOutcome Outcome,
    string VaultFile,
    string Store,
    string Key,
    string ETag,
    string? HistoryKey,
    string? Stamp,
    long VaultBytes,
    string? ContentSha256,
    int Pruned,
    TreeCounts? Difference) : VerbResult
{
    /// <summary>What the vault's lineage holds now; null when no lineage is set.</summary>
    public SnapshotEntry? Lineage { get; init; }

    /// <summary>Whether the lineage got a new generation, or its interrupted push was finished.</summary>
    public bool LineageChanged { get; init; }

    internal const string Name = "PushVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Outcome.ToString().ToLower(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool Changed => Outcome != PushOutcome.Unchanged || LineageChanged;

    /// <inheritdoc/>
    public override string Summary => Outcome switch
    {
        PushOutcome.Pushed =>
            $"pushed '{VaultFile}' ({ByteSize.Format(VaultBytes)}) to {Store}, history copy {Stamp}{PrunedText}{(Difference is null ? "" : $"; {Difference}")}",
        PushOutcome.Finished => $"unchanged: {Store} already holds '{VaultFile}'; its history copy {Stamp} is there now{PrunedText}",
        _ when LineageChanged => $"unchanged: {Store} already holds '{VaultFile}'",
        _ => $"unchanged: {Store} already holds '{VaultFile}'; nothing was sent",
    } + LineageText;

    private string LineageText => LineageChanged && Lineage is { } kept
        ? $"; generation {kept.Generation} of lineage {kept.Lineage} is {kept.Slot}"
        : "";

    private string PrunedText => Pruned == 0 ? "" : $", {ByteSize.Count(Pruned, "old copy", "old copies")} pruned";
}
