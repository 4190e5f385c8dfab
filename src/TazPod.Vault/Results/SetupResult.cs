using TazPod.Vault.Storage;

namespace TazPod.Vault.Results;

/// <summary>What SetupStorage did and found.</summary>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="Bucket">Whether the bucket was made now or was there.</param>
/// <param name="Conditions">Whether the store honours conditional writes: what keeps two operators from overwriting each other.</param>
/// <param name="ServerSideCopies">Whether the store copies objects itself; if not, history copies are sent a second time.</param>
public sealed record SetupResult(
    string Store, BucketCreation Bucket, ConditionSupport Conditions, bool ServerSideCopies) : VerbResult
{
    internal const string Name = "SetupStorage";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <summary>What the bucket was set to, in order; empty where buckets have no settings.</summary>
    public IReadOnlyList<SetupStep> Steps { get; init; } = [];

    /// <inheritdoc/>
    public override string Status => Bucket == BucketCreation.Created ? "created" : "ready";

    /// <inheritdoc/>
    public override bool Changed => Bucket == BucketCreation.Created || Steps.Any(step => step.Outcome == SetupOutcome.Made);

    /// <inheritdoc/>
    public override string Summary
    {
        get
        {
            var made = Bucket == BucketCreation.Created ? "made the bucket" : "the bucket was there already";
            var conditions = Conditions == ConditionSupport.Honoured
                ? "conditional writes are honoured"
                : "conditional writes are NOT honoured, so PushVault refuses it unless vault.unsafe_store is true";
            return $"{Store}: {made}; {conditions}{(ServerSideCopies ? "" : "; no server-side copies")}";
        }
    }
}
