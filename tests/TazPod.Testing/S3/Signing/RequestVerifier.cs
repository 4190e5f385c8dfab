using System.Globalization;
using TazPod.Testing.S3.Http;
using TazPod.Testing.S3.State;

namespace TazPod.Testing.S3.Signing;

/// <summary>Verifies who signed a request (Signature Version 4 in the Authorization header) and decodes its body.</summary>
internal sealed class RequestVerifier(S3State state, IReadOnlyList<S3Credential> credentials)
{
    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private const string SignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedChunksTrailer = SignedChunks + "-TRAILER";
    private const string UnsignedChunksTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    public (S3Credential Credential, Payload Payload) Verify(RequestTarget target, S3Request request, Memory<byte> body)
    {
        if (!request.Headers.TryGetValue("Authorization", out var header))
            throw S3Exception.AccessDenied();
        var authorization = AuthorizationHeader.Parse(header);
        var credential = FindCredential(request, authorization);
        if (authorization.Region != state.Region && !state.Quirks.AcceptAnyRegion)
        {
            throw AuthorizationHeader.Malformed(
                $"the region '{authorization.Region}' is wrong; expecting '{state.Region}'",
                ("Region", state.Region));
        }

        var timestamp = VerifyTime(request, authorization);
        VerifySignedHeaders(request, authorization);
        if (!request.Headers.TryGetValue("x-amz-content-sha256", out var kind))
            throw S3Exception.InvalidRequest("Missing required header for this request: x-amz-content-sha256");
        var key = new SigningKey(credential.SecretKey, authorization, timestamp);
        var canonical = CanonicalRequest.Of(target, request, authorization.SignedHeaders, kind);
        if (key.SignRequest(canonical) != authorization.Signature)
        {
            throw new S3Exception(
                403,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
                ("AWSAccessKeyId", authorization.AccessKey),
                ("SignatureProvided", authorization.Signature),
                ("CanonicalRequest", canonical));
        }

        return (credential, Unpack(kind, request, body, key, authorization.Signature));
    }

    private S3Credential FindCredential(S3Request request, AuthorizationHeader authorization)
    {
        var credential = credentials.FirstOrDefault(c => c.AccessKey == authorization.AccessKey);
        var token = request.Headers.GetValueOrDefault("x-amz-security-token");

        // For AWS, a temporary key without its token does not exist.
        if (credential is null || (credential.SessionToken is not null && token is null))
        {
            throw new S3Exception(
                403,
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.",
                ("AWSAccessKeyId", authorization.AccessKey));
        }

        if (credential.SessionToken != token)
            throw new S3Exception(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
        if (credential.ExpiresAt <= state.Clock.GetUtcNow())
            throw new S3Exception(400, "ExpiredToken", "The provided token has expired.");
        return credential;
    }

    private string VerifyTime(S3Request request, AuthorizationHeader authorization)
    {
        var timestamp = request.Headers.GetValueOrDefault("x-amz-date", "");
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, Utc, out var time))
            throw S3Exception.AccessDenied("AWS authentication requires a valid Date or x-amz-date header");
        if (!timestamp.StartsWith(authorization.Date, StringComparison.Ordinal))
            throw AuthorizationHeader.Malformed($"the credential date '{authorization.Date}' is not that of x-amz-date");
        var now = state.Clock.GetUtcNow();
        return (now - time).Duration() <= Tolerance
            ? timestamp
            : throw new S3Exception(
                403,
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
                ("RequestTime", timestamp),
                ("ServerTime", S3Xml.Time(now)),
                ("MaxAllowedSkewMilliseconds", "900000"));
    }

    private static void VerifySignedHeaders(S3Request request, AuthorizationHeader authorization)
    {
        var unsigned = request.Headers.Keys
            .Select(h => h.ToLowerInvariant())
            .Where(h => h == "host" || h.StartsWith("x-amz-", StringComparison.Ordinal))
            .Except(authorization.SignedHeaders)
            .ToList();
        if (unsigned.Count > 0)
        {
            throw new S3Exception(
                403,
                "AccessDenied",
                "There were headers present in the request which were not signed",
                ("HeadersNotSigned", string.Join(", ", unsigned)));
        }
    }

    private Payload Unpack(string kind, S3Request request, Memory<byte> body, SigningKey key, string seed)
    {
        long? declared = long.TryParse(request.Headers.GetValueOrDefault("x-amz-decoded-content-length"), out var length) ? length : null;
        if (kind is SignedChunksTrailer or UnsignedChunksTrailer && state.Quirks.RefuseTrailers)
            throw Mismatch();
        switch (kind)
        {
            case Unsigned:
                return Payload.Of(body);
            case SignedChunks or SignedChunksTrailer:
                return new ChunkedBody(key, seed).Decode(body, declared, kind == SignedChunksTrailer);
            case UnsignedChunksTrailer:
                return new ChunkedBody(null, seed).Decode(body, declared, trailing: true);
            default:
                return kind == SigningKey.Hash(body.Span) ? Payload.Of(body) : throw Mismatch();
        }
    }

    private static S3Exception Mismatch() =>
        new(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
}
