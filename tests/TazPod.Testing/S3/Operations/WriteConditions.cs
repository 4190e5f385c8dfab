using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

/// <summary>The conditions If-Match and If-None-Match of a write, checked against the current object of its key.</summary>
internal static class WriteConditions
{
    /// <param name="call">The write.</param>
    /// <param name="bucket">The bucket that is written to.</param>
    /// <param name="ignored">Whether the simulated server ignores the conditions of this operation.</param>
    public static void Verify(S3Call call, StoredBucket bucket, bool ignored)
    {
        var match = call.Header("If-Match");
        var none = call.Header("If-None-Match");
        if (ignored || call.Quirks.IgnoreConditions || (match is null && none is null))
            return;
        if (none is not null and not "*")
            throw S3Exception.NotImplemented("A header you provided implies functionality that is not implemented");

        var broken = call.Quirks.BreakVersionedConditions && bucket.Versioning == S3BucketVersioning.Enabled;
        var current = bucket.Get(call.Key);
        if (none is not null && current is not null && !broken)
            throw S3Exception.PreconditionFailed("If-None-Match");
        if (match is null)
            return;
        if (broken)
            throw S3Exception.PreconditionFailed("If-Match");
        if (current is null)
            throw call.Quirks.MissingKeyFailsIfMatch ? S3Exception.PreconditionFailed("If-Match") : call.MissingKey(call.Key);
        if (!ETagList.Matches(match, current.ETag) || (call.Quirks.RefuseQuotedIfMatch && match.StartsWith('"')))
            throw S3Exception.PreconditionFailed("If-Match");
    }
}
