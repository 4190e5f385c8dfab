namespace TazPod.Testing.S3;

/// <summary>
/// How a server differs from AWS. Every switch is off by default, which is AWS as its documentation describes it; a test turns
/// on the one it is about: <c>S3Quirks.Aws with { RefuseCopies = true }</c>.
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

    /// <summary>If-Match and If-None-Match of every write are ignored, as by a server that does not know conditional writes.</summary>
    public bool IgnoreConditions { get; init; }

    /// <summary>A quoted ETag in the If-Match of a write never matches; the same ETag without quotes does.</summary>
    public bool RefuseQuotedIfMatch { get; init; }

    /// <summary>If-Match of a write to a key that is not there answers 412; AWS answers 404 NoSuchKey.</summary>
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

    /// <summary>So many conditional PutObjects are answered with 409 ConditionalRequestConflict first; the default is 0.</summary>
    public int ConflictOnConditionalPut { get; init; }

    /// <summary>CopyObject answers 501 NotImplemented.</summary>
    public bool RefuseCopies { get; init; }

    /// <summary>The ETag in the answer to a CopyObject has no quotes.</summary>
    public bool AnswerCopiesUnquoted { get; init; }

    /// <summary>Bodies with a trailing checksum, which are the default of today's SDKs, answer 400 XAmzContentSHA256Mismatch.</summary>
    public bool RefuseTrailers { get; init; }

    /// <summary>x-amz-checksum-* headers are neither verified nor kept. (Content-MD5 always is verified.)</summary>
    public bool IgnoreChecksums { get; init; }

    /// <summary>A GET or HEAD that asks for it gets the x-amz-checksum-* that was stored; the default is true.</summary>
    public bool ReturnChecksums { get; init; } = true;

    /// <summary>
    /// Objects are encrypted with a KMS key: an ETag is not the MD5 of the content, a copy's differs from its source's, and
    /// x-amz-server-side-encryption says aws:kms.
    /// </summary>
    public bool KmsStyleEtags { get; init; }

    /// <summary>A bucket policy refuses every write that does not ask for this encryption in x-amz-server-side-encryption; the default is
    /// null: none does.</summary>
    public string? DemandEncryption { get; init; }

    /// <summary>CreateBucket of one's own bucket answers 200; AWS answers 409 BucketAlreadyOwnedByYou.</summary>
    public bool AcceptOwnBucketAgain { get; init; }

    /// <summary>CreateBucket without a location constraint is accepted outside us-east-1.</summary>
    public bool AcceptMissingLocationConstraint { get; init; }

    /// <summary>Requests signed for another region are accepted.</summary>
    public bool AcceptAnyRegion { get; init; }

    /// <summary>PutBucketEncryption and PutBucketOwnershipControls answer 400 InvalidArgument, and GetBucketEncryption no rules.</summary>
    public bool RefuseBucketEncryption { get; init; }

    /// <summary>GetPublicAccessBlock answers a document whose root has another name, which clients read as empty.</summary>
    public bool MisnamePublicAccessBlock { get; init; }

    /// <summary>The settings of a bucket, by their query parameters (<c>versioning</c>, <c>encryption</c>, ...), that are not known;
    /// <c>*</c> is all of them. The default is none.</summary>
    public IReadOnlyList<string> UnknownSettings { get; init; } = [];

    /// <summary>The status and code that a setting which is not known is answered with; the default is 501 NotImplemented.</summary>
    public (int Status, string Code) UnknownSettingAnswer { get; init; } = (501, "NotImplemented");

    /// <summary>A question for any setting of a bucket is taken for one for its objects, and answered with a listing.</summary>
    public bool OverlooksSettings { get; init; }

    /// <summary>Changes of a bucket's settings answer 200 and are forgotten.</summary>
    public bool ForgetSettings { get; init; }

    /// <summary>A bucket is made without default encryption; AWS makes every one with it.</summary>
    public bool MakeBucketsUnencrypted { get; init; }

    /// <summary>Once a bucket has BlockPublicAcls every PutObject to it answers 403 AccessDenied.</summary>
    public bool RefusePutWhenAclsAreBlocked { get; init; }

    /// <summary>Error answers carry an empty message.</summary>
    public bool OmitErrorMessages { get; init; }
}
