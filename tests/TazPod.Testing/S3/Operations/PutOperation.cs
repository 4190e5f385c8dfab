using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

internal static class PutOperation
{
    public static S3Response Run(S3Call call)
    {
        var bucket = call.Bucket;
        if (call.Quirks.RefusePutWhenAclsAreBlocked && bucket.Says("publicAccessBlock", "BlockPublicAcls"))
            throw S3Exception.AccessDenied();
        var checksum = call.VerifyChecksums();
        var conditional = call.Header("If-Match") is not null || call.Header("If-None-Match") is not null;
        if (conditional && call.State.TakeConflict())
        {
            throw new S3Exception(
                409,
                "ConditionalRequestConflict",
                "The conditional request cannot succeed due to a conflicting operation against this resource.");
        }

        WriteConditions.Verify(call, bucket, ignored: false);
        var fresh = call.NewObject();
        var version = bucket.Store(fresh with
        {
            Content = call.Content,
            ETag = bucket.ETagOf(call.Content, fresh.Encryption),
            Checksum = checksum,
        });
        return S3Response.Empty(200, [.. ObjectHeaders.Version(call, bucket, version), .. ObjectHeaders.Checksum(version)]);
    }
}
