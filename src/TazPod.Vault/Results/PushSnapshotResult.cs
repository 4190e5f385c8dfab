using System.Globalization;

namespace TazPod.Vault.Results;

/// <summary>The result of PushSnapshot.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="File">The snapshot file.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Snapshot">The generation that the lineage's pointer names now.</param>
public sealed record PushSnapshotResult(PushOutcome Outcome, string File, string Store, SnapshotEntry Snapshot) : VerbResult
{
    internal const string Name = "PushSnapshot";

    /// <summary>Whether nothing was sent because the current generation has the same fingerprint, although its bytes differ.</summary>
    public bool SameFingerprint { get; init; }

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Outcome.ToString().ToLower(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool Changed => Outcome != PushOutcome.Unchanged;

    /// <inheritdoc/>
    public override string Summary => Outcome switch
    {
        PushOutcome.Pushed => $"pushed '{File}' ({ByteSize.Format(Snapshot.Size)}) to {Store} as {Place}",
        PushOutcome.Finished => $"finished an interrupted push to {Store}: the global pointer names {Place}",
        _ when SameFingerprint => $"unchanged: '{File}' has the fingerprint of {Place} in {Store}; nothing was sent",
        _ => $"unchanged: '{File}' is {Place} in {Store}; nothing was sent",
    };

    private string Place => $"generation {Snapshot.Generation} of lineage {Snapshot.Lineage}, {Snapshot.Slot}";
}
