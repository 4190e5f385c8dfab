using System.Net;
using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Util;
using Amazon.S3;
using Amazon.S3.Model;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.S3.Http;
using TazPod.Vault.Storage;
using DeleteError = TazPod.Vault.Storage.DeleteError;

namespace TazPod.Vault.S3;

/// <summary>A bucket on Amazon S3, or on a server with an S3-compatible API.</summary>
/// <remarks>The endpoint is only determined when it is needed, and no connection is opened before the first request. Requests share
/// connections. If the store is silent for the request timeout, or fails more often than the retries allow, the call throws a <see
/// cref="VaultException"/>, as for every other failure except cancellation.</remarks>
public sealed partial class S3Client : IObjectStore, IWaitingStore
{
    private const int KeysPerDeletion = 1000;
    private const string ETagOfNothing = "d41d8cd98f00b204e9800998ecf8427e";
    private static readonly string[] ConditionHeaders = ["If-Match", "If-None-Match"];

    private readonly S3StoreOptions options;
    private readonly TimeProvider clock;
    private readonly Lazy<S3Place> place;

    private S3Client(S3StoreOptions options, Func<string, string?> environment, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        place = new Lazy<S3Place>(() => S3Place.Find(options, environment, clock));
    }

    /// <inheritdoc/>
    /// <exception cref="VaultException">1001, 5005: the endpoint settings in AWS's configuration files are unusable.</exception>
    public StoreIdentity Identity => place.Value.Identity;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notices => place.Value.Notices;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Facts => place.Value.Facts;

    /// <inheritdoc/>
    Action<string>? IWaitingStore.Waiting
    {
        set => options.User.Show = value;
    }

    /// <inheritdoc/>
    public ConditionSupport Conditions => Connection.IsAws ? ConditionSupport.Honoured : ConditionSupport.Unknown;

    /// <summary>The credentials in use, in one line without any part of a secret; null before the first request.</summary>
    public string? Credentials => place.IsValueCreated ? Connection.Credentials : null;

    /// <summary>Why each source of credentials before the one in use was skipped, in order, without any part of a secret; empty before the
    /// first request.</summary>
    public IReadOnlyList<string> CredentialsPassedOver => place.IsValueCreated ? Connection.PassedOver : [];

    /// <summary>Creates the store. Nothing is looked up or connected yet.</summary>
    /// <param name="options">The bucket, the endpoint and the credentials.</param>
    /// <param name="environment">Looks up an environment variable; the process's own by default.</param>
    /// <param name="clock">This machine's clock; the system's by default.</param>
    /// <exception cref="VaultException"><see cref="VaultErrors.InvalidSetting"/>: a value cannot be used in a request; <see
    /// cref="VaultErrors.ContradictingSettings"/>: a KMS key is set, but no encryption that uses one.</exception>
    public static S3Client Create(S3StoreOptions options, Func<string, string?>? environment = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Refuse(options.Bucket, "bucket", "a bucket name", text => text.Length > 0 && !text.Any(c => c is '/' or '\\' or '?' or '#' or <= ' ' or > '~'));
        Refuse(options.Region, "region", "a region name", text => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        EffectiveEndpoint.RefuseIfNone(options.Endpoint);
        EffectiveEndpoint.RefuseIfNone(options.EnvironmentEndpoint);

        RequireEncryption(options);
        return new S3Client(options, environment ?? Environment.GetEnvironmentVariable, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public Task<HeadResult> HeadObjectAsync(string key, CancellationToken cancellationToken = default) =>
        LookUpAsync(new S3Operation("look up", "s3:GetObject", key), key, cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectDownload> GetObjectAsync(
        string key, string? ifNoneMatch = null, CancellationToken cancellationToken = default) =>
        GetAsync(new GetObjectRequest { BucketName = options.Bucket, Key = key, EtagToNotMatch = ifNoneMatch }, cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectDownload> GetVersionAsync(string key, string etag, CancellationToken cancellationToken = default) =>
        GetAsync(new GetObjectRequest { BucketName = options.Bucket, Key = key, EtagToMatch = etag }, cancellationToken);

    /// <inheritdoc/>
    public async Task<PutResult> PutObjectAsync(
        string key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var body = Open(content);
        return await PutAsync(key, body, content.Length, Md5Hash.Of(content.Span), metadata, condition, progress, cancellationToken).ConfigureAwait(false)
            ;
    }

    /// <inheritdoc/>
    public Task<PutResult> PutStreamAsync(
        string key,
        StreamedContent content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        content.Stream.Position = 0;
        return PutAsync(
            key,
            content.Stream,
            content.Length,
            Convert.FromHexString(content.Md5),
            metadata,
            condition,
            progress,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CopyResult> CopyObjectAsync(
        string sourceKey, string sourceETag, string destinationKey, CancellationToken cancellationToken = default) =>
        CopyObjectAsync(sourceKey, sourceETag, destinationKey, null, cancellationToken);

    /// <inheritdoc/>
    public Task<CopyResult> CopyObjectAsync(
        string sourceKey,
        string sourceETag,
        string destinationKey,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken = default) =>
        SendAsync(
            new S3Operation($"copy '{sourceKey}' to", "s3:GetObject and s3:PutObject", destinationKey),
            async (s3, _) =>
            {
                var request = new CopyObjectRequest
                {
                    SourceBucket = options.Bucket,
                    SourceKey = sourceKey,
                    ETagToMatch = sourceETag,
                    DestinationBucket = options.Bucket,
                    DestinationKey = destinationKey,
                    MetadataDirective = metadata is null ? S3MetadataDirective.COPY : S3MetadataDirective.REPLACE,
                    ServerSideEncryptionMethod = options.Sse,
                    ServerSideEncryptionKeyManagementServiceKeyId = options.SseKmsKeyId,
                };
                if (metadata is not null)
                {
                    request.ContentType = "application/octet-stream";
                    UserMetadata.Write(metadata, request.Metadata);
                }

                try
                {
                    var answer = await s3.CopyObjectAsync(request, cancellationToken).ConfigureAwait(false);
                    return string.IsNullOrEmpty(answer.ETag)
                        ? throw new AmazonUnmarshallingException(answer.ResponseMetadata?.RequestId, "CopyObjectResult", null)
                        : new CopyResult(CopyOutcome.Copied, Unquoted(answer.ETag));
                }
                catch (AmazonServiceException exception) when (OutcomeOf(exception) is { } outcome)
                {
                    return new CopyResult(outcome);
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectInfo>> ListObjectsAsync(string prefix, CancellationToken cancellationToken = default) =>
        SendAsync<IReadOnlyList<ObjectInfo>>(
            new S3Operation($"list '{prefix}'", "s3:ListBucket"),
            async (s3, _) =>
            {
                var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = prefix };
                var objects = new List<ObjectInfo>();
                while (true)
                {
                    var page = await s3.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
                    objects.AddRange((page.S3Objects ?? []).Select(RowOf).Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)));
                    if (page.IsTruncated != true)
                    {
                        return objects;
                    }

                    if (string.IsNullOrEmpty(page.NextContinuationToken) || page.NextContinuationToken == request.ContinuationToken)
                    {
                        throw new ForeignResponseException("is a listing that says that it continues, but not where");
                    }

                    request.ContinuationToken = page.NextContinuationToken;
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteResult> DeleteObjectsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        SendAsync(
            new S3Operation($"delete {keys.Count} objects", "s3:DeleteObject"),
            async (s3, _) =>
            {
                var errors = new List<DeleteError>();
                foreach (var batch in keys.Distinct(StringComparer.Ordinal).Chunk(KeysPerDeletion))
                {
                    errors.AddRange(await DeleteBatchAsync(s3, options.Bucket, batch, cancellationToken).ConfigureAwait(false));
                }

                var failed = errors.Select(error => error.Key).ToHashSet(StringComparer.Ordinal);
                return new DeleteResult([.. keys.Distinct(StringComparer.Ordinal).Where(key => !failed.Contains(key))], errors);
            },
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (place.IsValueCreated)
        {
            Connection.Dispose();
        }
    }

    private S3Connection Connection => place.Value.Connection;

    private Task<HeadResult> LookUpAsync(S3Operation operation, string key, CancellationToken cancellationToken) =>
        SendAsync(
            operation,
            async (s3, notes) =>
            {
                try
                {
                    return await HeadAsync(s3, key, notes, cancellationToken).ConfigureAwait(false);
                }
                catch (AmazonServiceException exception) when (IsUnexplained(exception))
                {
                    return await ExplainAsync(s3, key, notes, cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken);

    private Task<ObjectDownload> GetAsync(GetObjectRequest request, CancellationToken cancellationToken)
    {
        var operation = new S3Operation("read", "s3:GetObject", request.Key);
        return SendAsync(
            operation,
            (s3, notes) => AgainAfterContradictionAsync(() => GetOnceAsync(s3, notes, request, operation, cancellationToken)),
            cancellationToken);
    }

    private async Task<ObjectDownload> GetOnceAsync(
        AmazonS3Client s3, RawResponseMetadata notes, GetObjectRequest request, S3Operation operation, CancellationToken cancellationToken)
    {
        try
        {
            // Requested of every store: if the store keeps a checksum, the SDK compares it while the content is read.
            request.ChecksumMode = ChecksumMode.ENABLED;
            var answer = await s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
            var head = new ObjectHead(
                request.Key, notes.Length ?? -1, Written(answer.LastModified, notes), Unquoted(answer.ETag), UserMetadata.Read(answer.Metadata))
            {
                ETagIsMd5 = IsMd5(answer.ETag, answer.ServerSideEncryptionMethod, answer.ServerSideEncryptionCustomerMethod),
            };
            if (request.EtagToMatch is { } asked && asked != head.ETag)
            {
                // The store ignores the condition.
                answer.Dispose();
                return new ObjectDownload(GetOutcome.Changed, Now(notes));
            }

            var body = Body(Plain(answer.ResponseStream), head.Size, operation);
            return new ObjectDownload(GetOutcome.Found, Now(notes), head, body, answer)
            {
                ContentIsChecked = answer.ResponseMetadata?.ChecksumValidationStatus == ChecksumValidationStatus.PENDING_RESPONSE_READ,
            };
        }
        catch (AmazonServiceException exception)
            when (request.EtagToNotMatch is not null && exception.StatusCode == HttpStatusCode.NotModified)
        {
            return IsOf(notes, request.EtagToNotMatch)
                ? new ObjectDownload(GetOutcome.NotModified, Now(notes))
                : await GetAnywayAsync(request.Key, request.EtagToNotMatch, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception)
            when (request.EtagToMatch is not null && exception.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return new ObjectDownload(GetOutcome.Changed, Now(notes));
        }
        catch (AmazonServiceException exception) when (S3Failures.CodeOf(exception) is "NoSuchKey" or "NotFound")
        {
            if (S3Failures.CodeOf(exception) != "NoSuchKey")
            {
                await RequireAbsentAsync(s3, request.Key, cancellationToken).ConfigureAwait(false);
            }

            return new ObjectDownload(GetOutcome.Missing, Now(notes));
        }
    }

    // A 304 for another version, or one that cannot be attributed to S3, says nothing about the requested version.
    private static bool IsOf(RawResponseMetadata notes, string asked) => notes.ETag is { } tag ? Unquoted(tag) == asked : notes.IsMarked;

    private async Task<ObjectDownload> GetAnywayAsync(string key, string known, CancellationToken cancellationToken)
    {
        var download = await GetObjectAsync(key, null, cancellationToken).ConfigureAwait(false);
        if (download.Head?.ETag != known)
        {
            return download;
        }

        await download.DisposeAsync().ConfigureAwait(false);
        return new ObjectDownload(GetOutcome.NotModified, download.ServerTime);
    }

    private Task<PutResult> PutAsync(
        string key,
        Stream body,
        long length,
        byte[] md5,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return SendAsync(
            new S3Operation("write", "s3:PutObject", key),
            async (s3, notes) =>
            {
                var request = new PutObjectRequest
                {
                    BucketName = options.Bucket,
                    Key = key,
                    InputStream = body,
                    AutoCloseStream = false,
                    ContentType = "application/octet-stream",
                    IfMatch = condition.ETag,
                    IfNoneMatch = condition.MustBeAbsent ? "*" : null,
                    ServerSideEncryptionMethod = options.Sse,
                    ServerSideEncryptionKeyManagementServiceKeyId = options.SseKmsKeyId,
                };
                if (!Connection.IsAws)
                {
                    // If the SDK's own checksum is off (see S3Connection), this one lets the store detect a flipped bit.
                    request.MD5Digest = Convert.ToBase64String(md5);
                }

                UserMetadata.Write(metadata, request.Metadata);
                if (progress is not null)
                {
                    request.StreamTransferProgress += (_, sent) => progress.Report(Math.Min(sent.TransferredBytes, length));
                }

                try
                {
                    var answer = await s3.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
                    var etag = Unquoted(answer.ETag);
                    var isMd5 = etag == Convert.ToHexStringLower(md5);
                    if (!isMd5 && etag == condition.ETag)
                    {
                        throw NotStored(key);
                    }

                    if (!isMd5 && !IsEncrypted(answer.ServerSideEncryptionMethod, answer.ServerSideEncryptionCustomerMethod))
                    {
                        // The ETag is not the MD5 of the content: either the store's ETags are no MD5s, or this is the response to another
                        // request.
                        await RequireStoredAsync(key, etag, cancellationToken).ConfigureAwait(false);
                    }

                    return new PutResult(PutOutcome.Stored, etag);
                }
                catch (AmazonServiceException exception) when (OutcomeOf(exception, condition) is { } outcome)
                {
                    return new PutResult(outcome);
                }
                catch (AmazonServiceException exception)
                    when (condition != WriteCondition.None && exception.StatusCode == HttpStatusCode.NotImplemented && IsAboutConditions(exception))
                {
                    throw VaultErrors.ConditionsNotHonoured.With(
                        $"cannot write '{key}': bucket '{options.Bucket}' at {Identity.Endpoint} does not take conditional writes "
                        + $"({S3Failures.CodeOf(exception)}{place.Value.Failures.Said(exception)})",
                        "Use a store that does, or allow this one with vault.unsafe_store: true.",
                        exception);
                }
            },
            cancellationToken);
    }

    // A store that does not support server-side encryption answers with the same status.
    private bool IsAboutConditions(AmazonServiceException exception) =>
        options.Sse is null || ConditionHeaders.Any(header => exception.Message.Contains(header, StringComparison.OrdinalIgnoreCase));

    private async Task RequireStoredAsync(string key, string etag, CancellationToken cancellationToken)
    {
        var operation = new S3Operation("check what was written to", "s3:GetObject", key);
        if ((await LookUpAsync(operation, key, cancellationToken).ConfigureAwait(false)).Head?.ETag != etag)
        {
            throw NotStored(key);
        }
    }

    private VaultException NotStored(string key) => VaultErrors.StoreFailed.With(
        $"cannot write '{key}': bucket '{options.Bucket}' at {Identity.Endpoint} answered that it was stored, but holds something else there",
        "Run the same step again; if it happens again, check for a proxy that answers instead of the store.");

    private static ObjectInfo RowOf(S3Object found) => (found, Unquoted(found.ETag)) switch
    {
        ({ Key: { Length: > 0 } key, Size: { } size }, { Length: > 0 } etag) => new ObjectInfo(key, Utc(found.LastModified), size) { ETag = etag },
        (_, "") => throw new ForeignResponseException("is a listing with a row that has no ETag"),
        _ => throw new ForeignResponseException("is a listing with a row that has no key or no size"),
    };

    private async Task<IEnumerable<DeleteError>> DeleteBatchAsync(
        AmazonS3Client s3, string bucket, string[] keys, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectsRequest
        {
            BucketName = bucket,
            Objects = [.. keys.Select(key => new KeyVersion { Key = key })],
            Quiet = true,
        };
        DeleteObjectsResponse answer;
        try
        {
            answer = await s3.DeleteObjectsAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (DeleteObjectsException exception)
        {
            answer = exception.Response;
        }

        return (answer.DeleteErrors ?? []).Select(error => place.Value.Failures.NotDeleted(error.Key, error.Code, error.Message));
    }

    private static PutOutcome? OutcomeOf(AmazonServiceException exception, WriteCondition condition) => exception.StatusCode switch
    {
        // Without a condition these are failures like any other: the caller does not expect a refusal.
        _ when condition == WriteCondition.None => null,
        HttpStatusCode.PreconditionFailed => PutOutcome.ConditionFailed,
        HttpStatusCode.Conflict => PutOutcome.Busy,
        HttpStatusCode.NotFound when condition.ETag is not null && S3Failures.CodeOf(exception) is "NoSuchKey" or "NotFound" =>
            PutOutcome.TargetMissing,
        _ => null,
    };

    private static CopyOutcome? OutcomeOf(AmazonServiceException exception) => exception.StatusCode switch
    {
        HttpStatusCode.PreconditionFailed => CopyOutcome.SourceChanged,
        HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed => CopyOutcome.NotSupported,
        HttpStatusCode.NotFound when S3Failures.CodeOf(exception) is "NoSuchKey" or "NotFound" => CopyOutcome.SourceMissing,
        _ => S3Failures.CodeOf(exception) == "NotImplemented" ? CopyOutcome.NotSupported : null,
    };

    // A response to a HEAD has no body and so no error code: the same status can mean a wrong key, a wrong secret, a wrong clock or a
    // missing permission.
    private static bool IsUnexplained(AmazonServiceException exception) => (int)exception.StatusCode is (>= 300 and < 500 and not 429) or 501;

    private Task<HeadResult> HeadAsync(AmazonS3Client s3, string key, RawResponseMetadata notes, CancellationToken cancellationToken) =>
        AgainAfterContradictionAsync(() => HeadOnceAsync(s3, key, notes, cancellationToken));

    // Another client may have written between the two responses. An S3 server does not contradict itself a second time.
    private static async Task<T> AgainAfterContradictionAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (ForeignResponseException exception) when (exception.IsContradiction)
        {
            return await ask().ConfigureAwait(false);
        }
    }

    private async Task<HeadResult> HeadOnceAsync(AmazonS3Client s3, string key, RawResponseMetadata notes, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectMetadataRequest { BucketName = options.Bucket, Key = key };
            var answer = await s3.GetObjectMetadataAsync(request, cancellationToken).ConfigureAwait(false);
            var head = new ObjectHead(
                key, notes.Length ?? -1, Written(answer.LastModified, notes), Unquoted(answer.ETag), UserMetadata.Read(answer.Metadata))
            {
                ETagIsMd5 = IsMd5(answer.ETag, answer.ServerSideEncryptionMethod, answer.ServerSideEncryptionCustomerMethod),
                IsArchived = IsArchived(answer),
            };
            var time = Now(notes);
            var isWhole = (notes.IsMarked || notes.CarriesLabels) && (head.Size > 0 || head.ETag == ETagOfNothing);
            return new HeadResult(time, isWhole ? head : await ConfirmAsync(s3, head, cancellationToken).ConfigureAwait(false));
        }
        catch (AmazonServiceException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            if (!notes.IsMarked)
            {
                await RequireAbsentAsync(s3, key, cancellationToken).ConfigureAwait(false);
            }

            return new HeadResult(Now(notes), null);
        }
    }

    // An object restored from an archive class keeps its class, and has the time until which it can be read.
    private static bool IsArchived(GetObjectMetadataResponse answer) => answer.RestoreExpiration is null
        && (answer.StorageClass == S3StorageClass.Glacier || answer.StorageClass == S3StorageClass.DeepArchive || answer.ArchiveStatus is not null);

    // Every web server answers 200, some with an ETag, and some proxies drop the length or report 0. A listing settles it.
    private async Task<ObjectHead> ConfirmAsync(AmazonS3Client s3, ObjectHead head, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(s3, head.Key, cancellationToken).ConfigureAwait(false) is { } row && RowOf(row) is var listed
                && listed.ETag == head.ETag
                ? head with { Size = listed.Size }
                : throw new ForeignResponseException("is an object that a listing does not show") { IsContradiction = true };
        }
        catch (AmazonServiceException exception) when (MayNotList(exception))
        {
            return head.Size > 0 ? head : throw NotListed(exception, head.Key);
        }
    }

    // A refusal in XML is from S3.
    private static bool MayNotList(AmazonServiceException exception) =>
        exception.StatusCode == HttpStatusCode.Forbidden && !string.IsNullOrEmpty(exception.ErrorCode);

    // Every web server answers 404, and a HEAD response has no body that could identify the server. Only an S3 server returns a listing, or
    // refuses to in XML.
    private async Task RequireAbsentAsync(AmazonS3Client s3, string key, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindAsync(s3, key, cancellationToken).ConfigureAwait(false) is not null)
            {
                throw new ForeignResponseException("says that there is no such object, but the listing has one") { IsContradiction = true };
            }
        }
        catch (AmazonServiceException exception) when (MayNotList(exception))
        {
            // These credentials have no permission to list.
        }
    }

    private async Task<S3Object?> FindAsync(AmazonS3Client s3, string key, CancellationToken cancellationToken)
    {
        // In key order, a key sorts before all keys that begin with it.
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = key, MaxKeys = 1 };
        try
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
            return page.S3Objects?.FirstOrDefault(found => found.Key == key);
        }
        catch (AmazonServiceException exception) when (!MayNotList(exception))
        {
            throw NotListed(exception, key);
        }
    }

    // The failed request is the listing, not the read of the object.
    private VaultException NotListed(AmazonServiceException exception, string key) =>
        place.Value.Failures.Translate(exception, new S3Operation("list", "s3:ListBucket", key), RawResponseMetadata.Current);

    // A GET is answered with an error code. If the code says that this machine's clock is off, the SDK corrects its signing time and
    // retries the GET. A HEAD after a successful GET is signed with the corrected time, too.
    private async Task<HeadResult> ExplainAsync(AmazonS3Client s3, string key, RawResponseMetadata notes, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectRequest { BucketName = options.Bucket, Key = key, ByteRange = new ByteRange(0, 0) };
            using var answer = await s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (S3Failures.CodeOf(exception) == "NoSuchKey")
        {
            return new HeadResult(Now(notes), null);
        }
        catch (AmazonServiceException exception) when (exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // An empty object. It can be read.
        }

        return await HeadAsync(s3, key, notes, cancellationToken).ConfigureAwait(false);
    }

    private static void RequireEncryption(S3StoreOptions options)
    {
        Refuse(options.Sse ?? "AES256", "sse", "AES256, aws:kms or aws:kms:dsse", sse => sse is "AES256" or "aws:kms" or "aws:kms:dsse");
        Refuse(options.SseKmsKeyId ?? "-", "sse_kms_key_id", "a key's id, alias or ARN", key => key.Length > 0 && key.All(c => c is > ' ' and <= '~'));
        if (options is { SseKmsKeyId: not null, Sse: not ("aws:kms" or "aws:kms:dsse") })
        {
            throw VaultErrors.ContradictingSettings.With(
                "a KMS key is named, but the server-side encryption does not use one", "Set sse to aws:kms or aws:kms:dsse, or leave the key out.");
        }
    }

    private static void Refuse(string? value, string setting, string what, Func<string, bool> isAllowed)
    {
        if (value is null || !isAllowed(value))
        {
            throw VaultErrors.InvalidSetting.With($"{setting} '{value}' is not {what}", $"Set {setting} to {what}.");
        }
    }

    // If an ETag is an MD5, the SDK compares it with the content, which takes longer than the rest of the download. Callers that read the
    // content compare it with the pushed hash or with that same MD5 (see IObjectStore).
    private static Stream Plain(Stream body) => body is MD5Stream compared ? compared.GetNonWrapperBaseStream() : body;

    private static MemoryStream Open(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);

    private static string Unquoted(string? etag) => PlainETag.Of(etag);

    private static bool IsMd5(string? etag, ServerSideEncryptionMethod? managed, ServerSideEncryptionCustomerMethod? own)
    {
        var unquoted = Unquoted(etag);
        return unquoted.Length == 32 && unquoted.All(char.IsAsciiHexDigit) && !IsEncrypted(managed, own);
    }

    private static bool IsEncrypted(ServerSideEncryptionMethod? managed, ServerSideEncryptionCustomerMethod? own) =>
        managed?.Value?.StartsWith("aws:kms", StringComparison.Ordinal) == true || !string.IsNullOrEmpty(own?.Value);

    private static DateTimeOffset Utc(DateTime? time) =>
        time is { } value ? new DateTimeOffset(value.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UnixEpoch;

    // If the time of writing was dropped in transit, the time of the response is the nearest one: a copy dated 1970 would be the first to
    // be pruned.
    private DateTimeOffset Written(DateTime? time, RawResponseMetadata notes) => time is null ? Now(notes) : Utc(time);

    private DateTimeOffset Now(RawResponseMetadata notes) => notes.Date ?? clock.GetUtcNow();

    private ObjectBody Body(Stream stream, long length, S3Operation operation) =>
        new(stream, length, (exception, received) => place.Value.Failures.Translate(exception, operation, null, received));

    private async Task<T> SendAsync<T>(
        S3Operation operation, Func<AmazonS3Client, RawResponseMetadata, Task<T>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var notes = RawResponseMetadata.Begin();
        try
        {
            var s3 = await Connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return await send(s3, notes).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not VaultException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw place.Value.Failures.Translate(exception, operation, notes);
        }
    }
}
