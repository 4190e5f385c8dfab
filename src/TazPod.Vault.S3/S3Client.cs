using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Util;
using Amazon.S3;
using Amazon.S3.Model;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Credentials;
using TazPod.Vault.S3.Http;
using TazPod.Vault.Storage;
using DeleteError = TazPod.Vault.Storage.DeleteError;

namespace TazPod.Vault.S3;

/// <summary>A bucket on Amazon S3, or on a server that speaks its protocol.</summary>
/// <remarks>Nothing is looked up or connected before the first request. Requests share one connection; a store that is silent for the
/// request timeout, or fails more often than the retries allow, is a <see cref="VaultException"/>, as is everything else that goes
/// wrong, except cancellation.</remarks>
public sealed partial class S3Client : IObjectStore
{
    private const int KeysPerDeletion = 1000;

    private readonly S3StoreOptions options;
    private readonly TimeProvider clock;
    private readonly S3Connection connection;
    private readonly S3Failures failures;

    private S3Client(S3StoreOptions options, Func<string, string?> environment, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        var endpoint = WithoutUser(options.Endpoint);
        Identity = new StoreIdentity(endpoint?.AbsoluteUri.TrimEnd('/') ?? $"aws:{options.Region}", options.Bucket);
        connection = new S3Connection(options, endpoint, new CredentialResolver(options, environment, clock), clock);
        failures = new S3Failures(Identity, options.Region, clock, () => connection.Secrets, () => connection.Credentials, () => connection.Renewal);
    }

    /// <inheritdoc/>
    public StoreIdentity Identity { get; }

    /// <inheritdoc/>
    public ConditionSupport Conditions => connection.IsAws ? ConditionSupport.Honoured : ConditionSupport.Unknown;

    /// <summary>Which credentials are used, in one line without any part of a secret; null before the first request.</summary>
    public string? Credentials => connection.Credentials;

    /// <summary>Why each source of credentials before those gave none, in the order in which they were looked at, without any part of a
    /// secret; empty before the first request.</summary>
    public IReadOnlyList<string> CredentialsPassedOver => connection.PassedOver;

    /// <summary>Makes the store; nothing is looked up or connected yet.</summary>
    /// <param name="options">Which bucket, where, as whom.</param>
    /// <param name="environment">Looks up an environment variable; the process's own by default.</param>
    /// <param name="clock">This machine's clock; the system's by default.</param>
    /// <exception cref="VaultException"><see cref="VaultErrors.InvalidSetting"/>: a value that no request can be made with;
    /// <see cref="VaultErrors.ContradictingSettings"/>: a KMS key without the encryption that takes one.</exception>
    public static S3Client Create(S3StoreOptions options, Func<string, string?>? environment = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Refuse(options.Bucket, "bucket", "a bucket name", text => text.Length > 0 && !text.Any(c => c is '/' or '\\' or '?' or '#' or <= ' ' or > '~'));
        Refuse(options.Region, "region", "a region name", text => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        if (options.Endpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
        {
            throw VaultErrors.InvalidSetting.With($"endpoint '{endpoint}' is not an http or https address", "Write it like https://s3.example.org.");
        }

        RequireEncryption(options);
        return new S3Client(options, environment ?? Environment.GetEnvironmentVariable, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public Task<HeadResult> HeadObjectAsync(string key, CancellationToken cancellationToken = default) =>
        SendAsync(
            new S3Operation("look up", "s3:GetObject", key),
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
        return await PutAsync(key, body, content.Length, () => ContentMd5(content), metadata, condition, progress, cancellationToken)
            .ConfigureAwait(false);
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
            () => Convert.ToBase64String(Convert.FromHexString(content.Md5)),
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
                do
                {
                    var page = await s3.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
                    objects.AddRange((page.S3Objects ?? []).Select(found =>
                        new ObjectInfo(found.Key, Utc(found.LastModified), found.Size ?? 0) { ETag = Unquoted(found.ETag) }));
                    request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
                }
                while (!string.IsNullOrEmpty(request.ContinuationToken));

                return objects;
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
    public void Dispose() => connection.Dispose();

    private Task<ObjectDownload> GetAsync(GetObjectRequest request, CancellationToken cancellationToken)
    {
        var operation = new S3Operation("read", "s3:GetObject", request.Key);
        return SendAsync(
            operation,
            async (s3, notes) =>
            {
                try
                {
                    var answer = await s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
                    var head = new ObjectHead(
                        request.Key, answer.ContentLength, Utc(answer.LastModified), Unquoted(answer.ETag), UserMetadata.Read(answer.Metadata))
                    {
                        ETagIsMd5 = IsMd5(answer.ETag, answer.ServerSideEncryptionMethod, answer.ServerSideEncryptionCustomerMethod),
                    };
                    if (request.EtagToMatch is { } asked && asked != head.ETag)
                    {
                        // A store that ignores the condition.
                        answer.Dispose();
                        return new ObjectDownload(GetOutcome.Changed, Now(notes));
                    }

                    var body = Body(Plain(answer.ResponseStream), answer.ContentLength, operation);
                    return new ObjectDownload(GetOutcome.Found, Now(notes), head, body, answer);
                }
                catch (AmazonServiceException exception) when (exception.StatusCode == HttpStatusCode.NotModified)
                {
                    return new ObjectDownload(GetOutcome.NotModified, Now(notes));
                }
                catch (AmazonServiceException exception)
                    when (request.EtagToMatch is not null && exception.StatusCode == HttpStatusCode.PreconditionFailed)
                {
                    return new ObjectDownload(GetOutcome.Changed, Now(notes));
                }
                catch (AmazonServiceException exception) when (S3Failures.CodeOf(exception) is "NoSuchKey" or "NotFound")
                {
                    return new ObjectDownload(GetOutcome.Missing, Now(notes));
                }
            },
            cancellationToken);
    }

    private Task<PutResult> PutAsync(
        string key,
        Stream body,
        long length,
        Func<string> contentMd5,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return SendAsync(
            new S3Operation("write", "s3:PutObject", key),
            async (s3, _) =>
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
                if (!connection.IsAws)
                {
                    // Where the SDK's own checksum is off (see S3Connection), this one lets the store notice a flipped bit.
                    request.MD5Digest = contentMd5();
                }

                UserMetadata.Write(metadata, request.Metadata);
                if (progress is not null)
                {
                    request.StreamTransferProgress += (_, sent) => progress.Report(Math.Min(sent.TransferredBytes, length));
                }

                try
                {
                    var answer = await s3.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
                    return new PutResult(PutOutcome.Stored, Unquoted(answer.ETag));
                }
                catch (AmazonServiceException exception) when (OutcomeOf(exception, condition) is { } outcome)
                {
                    return new PutResult(outcome);
                }
                catch (AmazonServiceException exception)
                    when (condition != WriteCondition.None && exception.StatusCode == HttpStatusCode.NotImplemented)
                {
                    throw VaultErrors.ConditionsNotHonoured.With(
                        $"cannot write '{key}': bucket '{options.Bucket}' at {Identity.Endpoint} does not take conditional writes",
                        "Use a store that does, or allow this one with vault.unsafe_store: true.",
                        exception);
                }
            },
            cancellationToken);
    }

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

        return (answer.DeleteErrors ?? []).Select(error => failures.NotDeleted(error.Key, error.Code, error.Message));
    }

    private static PutOutcome? OutcomeOf(AmazonServiceException exception, WriteCondition condition) => exception.StatusCode switch
    {
        // Where nothing was asked, these are failures like any other: nobody looks for a refusal there.
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

    // An answer to a HEAD has no body, and so no code: one status stands for a wrong key, a wrong secret, a wrong clock and no right.
    private static bool IsUnexplained(AmazonServiceException exception) => (int)exception.StatusCode is >= 300 and < 500 and not 429;

    private async Task<HeadResult> HeadAsync(AmazonS3Client s3, string key, AnswerNotes notes, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectMetadataRequest { BucketName = options.Bucket, Key = key };
            var head = await s3.GetObjectMetadataAsync(request, cancellationToken).ConfigureAwait(false);
            return new HeadResult(Now(notes), new ObjectHead(
                key, head.ContentLength, Utc(head.LastModified), Unquoted(head.ETag), UserMetadata.Read(head.Metadata))
            {
                ETagIsMd5 = IsMd5(head.ETag, head.ServerSideEncryptionMethod, head.ServerSideEncryptionCustomerMethod),
            });
        }
        catch (AmazonServiceException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return new HeadResult(Now(notes), null);
        }
    }

    // A GET is answered with a code, and where that says that this machine's clock is off, the SDK puts right the time it signs with
    // and sends the GET again. A HEAD after a GET that went well is signed with that time too.
    private async Task<HeadResult> ExplainAsync(AmazonS3Client s3, string key, AnswerNotes notes, CancellationToken cancellationToken)
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
            // An empty object: it can be read.
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
                "a KMS key is named, and the server-side encryption is none that takes one", "Set sse to aws:kms or aws:kms:dsse, or leave the key out.");
        }
    }

    private static Uri? WithoutUser(Uri? endpoint) =>
        endpoint is null or { UserInfo: "" } ? endpoint : new UriBuilder(endpoint) { UserName = "", Password = "" }.Uri;

    private static void Refuse(string? value, string setting, string what, Func<string, bool> isAllowed)
    {
        if (value is null || !isAllowed(value))
        {
            throw VaultErrors.InvalidSetting.With($"{setting} '{value}' is not {what}", $"Set {setting} to {what}.");
        }
    }

    // Where an ETag is an MD5, the SDK compares it with the content's, which takes longer than all else of a download together. Who reads
    // the content compares it with what was pushed, or with that same MD5 (see IObjectStore).
    private static Stream Plain(Stream body) => body is MD5Stream compared ? compared.GetNonWrapperBaseStream() : body;

    private static MemoryStream Open(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);

#pragma warning disable CA5351 // S3's Content-MD5 finds accidents on the way; nothing relies on it against an attacker.
    private static string ContentMd5(ReadOnlyMemory<byte> content) => Convert.ToBase64String(MD5.HashData(content.Span));
#pragma warning restore CA5351

    private static string Unquoted(string? etag) => etag?.Trim('"') ?? "";

    private static bool IsMd5(string? etag, ServerSideEncryptionMethod? managed, ServerSideEncryptionCustomerMethod? own)
    {
        var unquoted = Unquoted(etag);
        return unquoted.Length == 32 && unquoted.All(char.IsAsciiHexDigit)
            && managed?.Value?.StartsWith("aws:kms", StringComparison.Ordinal) != true
            && string.IsNullOrEmpty(own?.Value);
    }

    private static DateTimeOffset Utc(DateTime? time) =>
        time is { } value ? new DateTimeOffset(value.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UnixEpoch;

    private DateTimeOffset Now(AnswerNotes notes) => notes.Date ?? clock.GetUtcNow();

    private ObjectBody Body(Stream stream, long length, S3Operation operation) =>
        new(stream, length, (exception, received) => failures.Translate(exception, operation, null, received));

    private async Task<T> SendAsync<T>(
        S3Operation operation, Func<AmazonS3Client, AnswerNotes, Task<T>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var notes = AnswerNotes.Begin();
        try
        {
            var s3 = await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return await send(s3, notes).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not VaultException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw failures.Translate(exception, operation, notes);
        }
    }
}
