using TazPod.Vault.Storage;

namespace TazPod.Vault.Results;

/// <summary>The result of SetupStorage.</summary>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Bucket">Whether the bucket was created just now or already existed.</param>
/// <param name="Conditions">Whether the store honours conditional writes, which keep two operators from overwriting each other.</param>
/// <param name="ServerSideCopies">Whether the store can copy objects itself; if not, history copies are uploaded separately.</param>
public sealed record SetupResult(
    string Store, BucketCreation Bucket, ConditionSupport Conditions, bool ServerSideCopies) : VerbResult
{
    internal const string Name = "SetupStorage";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <summary>The settings of the bucket that were processed, in order; empty for stores without bucket settings.</summary>
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
            var made = Bucket == BucketCreation.Created ? "created the bucket" : "the bucket already exists";
            var conditions = Conditions == ConditionSupport.Honoured
                ? "conditional writes are honoured"
                : "conditional writes are NOT honoured, so PushVault refuses this store unless vault.unsafe_store is true";
            return $"{Store}: {made}; {conditions}{(ServerSideCopies ? "" : "; no server-side copies")}";
        }
    }
}
