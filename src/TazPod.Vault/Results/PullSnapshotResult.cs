using System.Globalization;

namespace TazPod.Vault.Results;

/// <summary>The result of PullSnapshot.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="File">The snapshot file.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Snapshot">The snapshot that the file contains now.</param>
/// <param name="SetAside">The path where the previous local file was kept, if the lineage does not hold it.</param>
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
