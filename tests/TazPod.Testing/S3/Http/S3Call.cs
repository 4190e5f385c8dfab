using System.Security.Cryptography;
using TazPod.Testing.S3.Checksums;
using TazPod.Testing.S3.Signing;
using TazPod.Testing.S3.State;

namespace TazPod.Testing.S3.Http;

/// <summary>The input of an operation: a request that has arrived completely and has a valid signature.</summary>
internal sealed class S3Call(S3State state, S3Request request, S3Credential credential, Payload payload, Func<string, string?> keyError)
{
    private const string MetadataPrefix = "x-amz-meta-";

    private static readonly string[] ContentHeaderNames =
        ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    public S3State State { get; } = state;

    public S3Quirks Quirks { get; } = state.Quirks;

    public S3Request Request { get; } = request;

    public string Key => Request.Key;

    public ReadOnlyMemory<byte> Content { get; } = payload.Content;

    /// <summary>The bucket of the request.</summary>
    public StoredBucket Bucket => BucketNamed(Request.Bucket);

    /// <summary>The error for this key in a DeleteObjects request, if a fault sets one.</summary>
    public string? KeyError(string key) => keyError(key);

    public StoredBucket BucketNamed(string name) =>
        State.Buckets.TryGetValue(name, out var bucket) ? bucket : throw S3Exception.NoSuchBucket(name);

    public string? Header(string name) => Request.Headers.GetValueOrDefault(name);

    public string? Query(string name) => Request.Query.GetValueOrDefault(name);

    public int? Number(string name)
    {
        if (Query(name) is not { } text)
            return null;
        return int.TryParse(text, out var number) && number >= 0
            ? number
            : throw S3Exception.InvalidArgument($"Provided {name} not an integer or within integer range");
    }

    public bool May(S3Rights right) => credential.Rights.HasFlag(right);

    public void Demand(S3Rights right)
    {
        if (!May(right))
            throw S3Exception.AccessDenied();
    }

    /// <summary>The response for a missing key: a client without permission to list must not learn that it is missing.</summary>
    public S3Exception MissingKey(string key) => May(S3Rights.ListBucket) ? S3Exception.NoSuchKey(key) : S3Exception.AccessDenied();

    /// <summary>The requested object or version; a delete marker counts as missing.</summary>
    public StoredObject Find(StoredBucket bucket, string key, string? versionId)
    {
        if (versionId is null)
            return bucket.Get(key) ?? throw MissingKey(key);
        var version = bucket.Versions(key).FirstOrDefault(v => v.VersionId == versionId)
            ?? throw S3Exception.NoSuchVersion(key, versionId);
        return !version.IsDeleteMarker
            ? version
            : throw new S3Exception(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    }

    /// <summary>A new object with the metadata and the content headers of this request, and no content yet.</summary>
    public StoredObject NewObject()
    {
        var metadata = Request.Headers
            .Where(h => h.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key[MetadataPrefix.Length..].ToLowerInvariant(), h => h.Value, StringComparer.OrdinalIgnoreCase);
        if (metadata.Sum(m => m.Key.Length + m.Value.Length) > 2048)
            throw new S3Exception(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
        if (System.Text.Encoding.UTF8.GetByteCount(Key) > 1024)
            throw new S3Exception(400, "KeyTooLongError", "Your key is too long", ("Size", $"{Key.Length}"), ("MaxSizeAllowed", "1024"));

        var encryption = Header("x-amz-server-side-encryption");
        if (Quirks.DemandEncryption is { } demanded && encryption != demanded)
        {
            throw S3Exception.AccessDenied(
                $"User: arn:aws:iam::123456789012:user/test is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::{Request.Bucket}/{Key}\" "
                + "with an explicit deny in a resource-based policy");
        }

        return new StoredObject
        {
            Encryption = encryption,
            EncryptionKey = Header("x-amz-server-side-encryption-aws-kms-key-id"),
            Key = Key,
            Content = default,
            ETag = "",
            LastModified = StoredBucket.Seconds(State.Clock.GetUtcNow()),
            Metadata = metadata,
            ContentHeaders = ContentHeaders(),
        };
    }

    /// <summary>Verifies Content-MD5 and the checksum that was sent with the body.</summary>
    /// <returns>The checksum to be kept with the object.</returns>
    public StoredChecksum? VerifyChecksums()
    {
        VerifyContentMd5();
        if (Quirks.IgnoreChecksums)
            return null;
        foreach (var algorithm in ChecksumAlgorithm.All)
        {
            if ((Header(algorithm.Header) ?? payload.Trailers.GetValueOrDefault(algorithm.Header)) is not { } claimed)
                continue;
            if (claimed != algorithm.Base64Of(Content))
                throw new S3Exception(400, "BadDigest", $"The {algorithm.Name} you specified did not match the calculated checksum.");
            return new StoredChecksum(algorithm, claimed);
        }

        return null;
    }

    private void VerifyContentMd5()
    {
        if (Header("Content-MD5") is not { } claimed)
            return;
        var digest = new byte[MD5.HashSizeInBytes];
        if (!Convert.TryFromBase64String(claimed, digest, out var length) || length != digest.Length)
            throw new S3Exception(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
#pragma warning disable CA5351 // The header is defined as the MD5; it protects nothing here.
        if (!MD5.HashData(Content.Span).AsSpan().SequenceEqual(digest))
#pragma warning restore CA5351
            throw new S3Exception(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }

    private Dictionary<string, string> ContentHeaders()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in ContentHeaderNames)
        {
            // aws-chunked is the framing of this transfer, not the encoding of the object.
            var value = Header(name)?.Replace("aws-chunked", "", StringComparison.OrdinalIgnoreCase).Trim(' ', ',');
            if (!string.IsNullOrEmpty(value))
                headers[name] = value;
        }

        return headers;
    }
}
