using System.Globalization;

namespace TazPod.Vault.Results;

/// <summary>What PullSnapshot did.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="File">The snapshot file.</param>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="Snapshot">What the file holds now.</param>
/// <param name="SetAside">Where the file that stood here before was kept, when the lineage does not hold it.</param>
public sealed record PullSnapshotResult(PullOutcome Outcome, string File, string Store, SnapshotEntry Snapshot, string? SetAside) : VerbResult
{
    internal const string Name = "PullSnapshot";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Outcome.ToString().ToLower(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool Changed => Outcome == PullOutcome.Pulled;

    /// <inheritdoc/>
    public override string Summary => Outcome == PullOutcome.Pulled
        ? $"pulled {Place} from {Store} into '{File}' ({ByteSize.Format(Snapshot.Size)}, pushed by {Snapshot.CreatedBy}): verified"
        : $"unchanged: '{File}' is {Place} of {Store}";

    private string Place => $"generation {Snapshot.Generation} of lineage {Snapshot.Lineage}";
}
