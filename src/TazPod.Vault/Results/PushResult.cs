using System.Globalization;

namespace TazPod.Vault.Results;

/// <summary>The result of PushVault.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Key">Latest's key.</param>
/// <param name="ETag">Latest's ETag, unquoted.</param>
/// <param name="HistoryKey">The history copy of this content; null if nothing was written and it is unknown.</param>
/// <param name="Stamp">Its stamp; null in the same case.</param>
/// <param name="VaultBytes">Bytes of the vault.</param>
/// <param name="ContentSha256">The content hash in its label; null without a label.</param>
/// <param name="Pruned">The number of history copies that retention removed.</param>
/// <param name="Difference">How it differs from the vault that it replaced; null unless requested and that vault could be opened.</param>
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
    /// <summary>The stamp of the copy of the version that <c>--force</c> replaced; null otherwise.</summary>
    public string? Replaced { get; init; }

    /// <summary>How many times latest was merged before this push.</summary>
    public int Merges { get; init; }

    /// <summary>The vault's lineage after the push; null if no lineage is set.</summary>
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
            $"pushed '{VaultFile}' ({ByteSize.Format(VaultBytes)}) to {Store}, history copy {Stamp}{MergedText}{ReplacedText}{PrunedText}{(Difference is null ? "" : $"; {Difference}")}",
        PushOutcome.Finished => $"unchanged: {Store} already holds '{VaultFile}'; its missing history copy {Stamp} was made{PrunedText}",
        _ when LineageChanged => $"unchanged: {Store} already holds '{VaultFile}'",
        _ => $"unchanged: {Store} already holds '{VaultFile}'; nothing was sent",
    } + LineageText;

    private string MergedText => Merges switch
    {
        0 => "",
        1 => ", with what others had pushed",
        _ => $", with what others had pushed in {Merges} merges",
    };

    private string ReplacedText => Replaced is null ? "" : $"; the previous latest is copy {Replaced}";

    private string LineageText => LineageChanged && Lineage is { } kept
        ? $"; generation {kept.Generation} of lineage {kept.Lineage} is {kept.Slot}"
        : "";

    private string PrunedText => Pruned == 0 ? "" : $", {ByteSize.Count(Pruned, "old copy", "old copies")} pruned";
}
