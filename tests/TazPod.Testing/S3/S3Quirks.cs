namespace TazPod.Testing.S3;

/// <summary>
/// How a server differs from AWS. Every switch is off by default, which is AWS as documented; a test turns on the one it needs:
/// <c>S3Quirks.Aws with { RefuseCopies = true }</c>.
/// </summary>
public sealed record S3Quirks
{
    /// <summary>AWS S3 itself.</summary>
    public static S3Quirks Aws { get; } = new();

    /// <summary>Ceph RADOS Gateway 16.2, as measured.</summary>
    public static S3Quirks Rgw { get; } = new()
    {
        AcceptAnyRegion = true,
        AcceptOwnBucketAgain = true,
        AcceptMissingLocationConstraint = true,
        RefuseTrailers = true,
        IgnoreChecksums = true,
        ReturnChecksums = false,
        RefuseQuotedIfMatch = true,
        MissingKeyFailsIfMatch = true,
        IgnoreMultipartConditions = true,
        IgnoreCopySourceConditions = true,
        IgnoreCopyConditions = true,
        AnswerCopiesUnquoted = true,
        IgnoreDeleteConditions = true,
        BreakVersionedConditions = true,
        RefuseBucketEncryption = true,
        MisnamePublicAccessBlock = true,
        RefusePutWhenAclsAreBlocked = true,
        OmitErrorMessages = true,
    };

    /// <summary>If-Match and If-None-Match of every write are ignored, as by a server without conditional writes.</summary>
    public bool IgnoreConditions { get; init; }

    /// <summary>A quoted ETag in the If-Match of a write never matches; the same ETag without quotes does.</summary>
    public bool RefuseQuotedIfMatch { get; init; }

    /// <summary>If-Match of a write to a missing key answers 412; AWS answers 404 NoSuchKey.</summary>
    public bool MissingKeyFailsIfMatch { get; init; }

    /// <summary>The conditions of CompleteMultipartUpload are ignored.</summary>
    public bool IgnoreMultipartConditions { get; init; }

    /// <summary>The conditions of CopyObject on its source are ignored.</summary>
    public bool IgnoreCopySourceConditions { get; init; }

    /// <summary>The conditions of CopyObject on its destination are ignored.</summary>
    public bool IgnoreCopyConditions { get; init; }

    /// <summary>The conditions of DeleteObject and DeleteObjects are ignored.</summary>
    public bool IgnoreDeleteConditions { get; init; }

    /// <summary>In a bucket with versioning enabled If-Match of a write always answers 412, and If-None-Match is ignored.</summary>
    public bool BreakVersionedConditions { get; init; }

    /// <summary>The number of conditional PutObjects that are first answered with 409 ConditionalRequestConflict; the default is
    /// 0.</summary>
    public int ConflictOnConditionalPut { get; init; }

    /// <summary>CopyObject answers 501 NotImplemented.</summary>
    public bool RefuseCopies { get; init; }

    /// <summary>The ETag in the response to a CopyObject has no quotes.</summary>
    public bool AnswerCopiesUnquoted { get; init; }

    /// <summary>Bodies with a trailing checksum, which are the default of today's SDKs, answer 400 XAmzContentSHA256Mismatch.</summary>
    public bool RefuseTrailers { get; init; }

    /// <summary>x-amz-checksum-* headers are neither verified nor stored. (Content-MD5 is always verified.)</summary>
    public bool IgnoreChecksums { get; init; }

    /// <summary>A GET or HEAD that requests it gets the stored x-amz-checksum-*; the default is true.</summary>
    public bool ReturnChecksums { get; init; } = true;

    /// <summary>
    /// Objects are encrypted with a KMS key: an ETag is not the MD5 of the content, a copy's ETag differs from that of its source, and
    /// x-amz-server-side-encryption is aws:kms.
    /// </summary>
    public bool KmsStyleEtags { get; init; }

    /// <summary>A bucket policy refuses every write that does not request this encryption in x-amz-server-side-encryption; the default is
    /// null: there is no such policy.</summary>
    public string? DemandEncryption { get; init; }

    /// <summary>CreateBucket for a bucket of the same owner answers 200; AWS answers 409 BucketAlreadyOwnedByYou.</summary>
    public bool AcceptOwnBucketAgain { get; init; }

    /// <summary>CreateBucket without a location constraint is accepted outside us-east-1.</summary>
    public bool AcceptMissingLocationConstraint { get; init; }

    /// <summary>Requests signed for another region are accepted.</summary>
    public bool AcceptAnyRegion { get; init; }

    /// <summary>PutBucketEncryption and PutBucketOwnershipControls answer 400 InvalidArgument, and GetBucketEncryption returns no
    /// rules.</summary>
    public bool RefuseBucketEncryption { get; init; }

    /// <summary>GetPublicAccessBlock returns a document whose root element has another name, which clients read as empty.</summary>
    public bool MisnamePublicAccessBlock { get; init; }

    /// <summary>The unknown settings of a bucket, by their query parameters (<c>versioning</c>, <c>encryption</c>, ...); <c>*</c> is all of
    /// them. The default is none.</summary>
    public IReadOnlyList<string> UnknownSettings { get; init; } = [];

    /// <summary>The status and code of the response for an unknown setting; the default is 501 NotImplemented.</summary>
    public (int Status, string Code) UnknownSettingAnswer { get; init; } = (501, "NotImplemented");

    /// <summary>A request for a setting of a bucket is treated as one for its objects, and answered with a listing.</summary>
    public bool OverlooksSettings { get; init; }

    /// <summary>Changes of a bucket's settings answer 200, but are dropped.</summary>
    public bool ForgetSettings { get; init; }

    /// <summary>A new bucket has no default encryption; on AWS every one has it.</summary>
    public bool MakeBucketsUnencrypted { get; init; }

    /// <summary>Once a bucket has BlockPublicAcls, every PutObject to it answers 403 AccessDenied.</summary>
    public bool RefusePutWhenAclsAreBlocked { get; init; }

    /// <summary>Error responses have an empty message.</summary>
    public bool OmitErrorMessages { get; init; }
}
