using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Http;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3;

/// <summary>Translates every exception of the SDK and the network into an entry of the error table. No other class does.</summary>
/// <param name="store">The store, for messages.</param>
/// <param name="endpointOrigin">Where the endpoint is configured, if not in our own settings; else null.</param>
/// <param name="region">The configured region.</param>
/// <param name="clock">This machine's clock.</param>
/// <param name="secrets">Values that no message may contain, whatever the store echoes.</param>
/// <param name="credentials">The credentials in use, in words.</param>
/// <param name="renewal">How to get new credentials when those have expired.</param>
/// <param name="asksForEncryption">Whether writes request server-side encryption.</param>
internal sealed class S3Failures(
    StoreIdentity store, string? endpointOrigin, string region, TimeProvider clock, Func<IEnumerable<string>> secrets, Func<string?> credentials, Func<string?> renewal,
    bool asksForEncryption)
{
    private string Where => $"bucket '{store.Bucket}' at {store.Endpoint}{(endpointOrigin is null ? "" : $" (from {endpointOrigin})")}";

    /// <summary>Creates the <see cref="VaultException"/>.</summary>
    /// <param name="exception">The exception to translate.</param>
    /// <param name="operation">The failed operation.</param>
    /// <param name="notes">Further data from the last response.</param>
    /// <param name="received">The number of bytes read so far, if a body was being read.</param>
    public VaultException Translate(Exception exception, S3Operation operation, RawResponseMetadata? notes, long? received = null)
    {
        var chain = Chain(exception).ToList();
        if (chain.OfType<VaultException>().FirstOrDefault() is { } known)
        {
            return known;
        }

        var failure = Classify(exception, chain, operation, notes, received);
        return EchoesSecret(exception) ? new VaultException(failure.Error, failure.Message, failure.Hint) : failure;
    }

    /// <summary>The store's message, to be appended to its code; empty when there is none.</summary>
    public string Said(AmazonServiceException answer) => SentenceOf(answer) is { Length: > 0 } sentence ? $", \"{ServiceWords.Cut(sentence)}\"" : "";

    /// <summary>The error for a key that could not be deleted.</summary>
    public DeleteError NotDeleted(string key, string? code, string? message) => new(key, Quote(code), Quote(message))
    {
        Hint = code == "AccessDenied" ? DenialAdvice.Of(code, ServiceWords.Line(message, secrets()), new S3Operation("delete", "s3:DeleteObject")) : null,
    };

    /// <summary>The store's error code, or the status when it has none.</summary>
    public static string CodeOf(AmazonServiceException exception) =>
        string.IsNullOrWhiteSpace(exception.ErrorCode) ? exception.StatusCode.ToString() : exception.ErrorCode;

    private VaultException Classify(
        Exception exception, List<Exception> chain, S3Operation operation, RawResponseMetadata? notes, long? received)
    {
        if (chain.OfType<StoreSilentException>().FirstOrDefault() is { } silent)
        {
            return VaultErrors.StoreUnreachable.With(
                $"cannot {operation}: {Where} gave no answer within {silent.Timeout.TotalSeconds:0.###} s{After(received)}",
                "Check the network; for a slow store, raise vault.request_timeout.",
                exception);
        }

        if (chain.OfType<ForeignResponseException>().FirstOrDefault() is { } foreign)
        {
            return VaultErrors.StoreFailed.With($"cannot {operation}: the answer of {Where} {Quote(foreign.What)}", foreign.Hint, exception);
        }

        if (chain.OfType<AmazonServiceException>().FirstOrDefault(IsAnswer) is { } answer)
        {
            return Answered(answer, operation, notes);
        }

        return chain.Select(each => Unreachable(each, exception, operation, received)).FirstOrDefault(each => each is not null)
            ?? NotUnderstood(exception, operation);
    }

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    // The SDK also uses its service exception for failures without a response; those have neither status nor code. With status 200, it is a
    // response that the SDK could not read, unless it carries the code of an error within a 200.
    private static bool IsAnswer(AmazonServiceException exception) =>
        (exception.StatusCode != 0 || !string.IsNullOrEmpty(exception.ErrorCode)) && exception is not AmazonUnmarshallingException;

    private VaultException Answered(AmazonServiceException answer, S3Operation operation, RawResponseMetadata? notes)
    {
        var code = CodeOf(answer);
        switch (code)
        {
            case "NoSuchBucket":
                return VaultErrors.BucketNotFound.With(
                    $"cannot {operation}: there is no {Where}{SaidAlone(answer)}",
                    "Check the bucket's name, the region and the endpoint, or create the bucket with SetupStorage.",
                    answer);
            case "NoSuchKey":
                return VaultErrors.ObjectNotFound.With(
                    $"cannot {operation}: there is no such object in {Where}{SaidAlone(answer)}", "Push a vault first, or check the key.", answer);
            case "InvalidAccessKeyId" or "InvalidClientTokenId" or "UnrecognizedClientException":
                return Rejected("the store does not know the access key id", operation, answer);
            case "SignatureDoesNotMatch":
                return Rejected("the secret access key does not belong to the access key id", operation, answer);
            case "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired":
                return Rejected("the session has expired", operation, answer);
            case "InvalidToken" or "InvalidSecurity" or "AuthFailure" or "MissingAuthenticationToken" or "MissingSecurityHeader":
                return Rejected("the credentials or their session token are not valid for this store", operation, answer);
            case "RequestTimeTooSkewed" or "RequestExpired" or "RequestInTheFuture":
                return Skewed(operation, notes, answer);
            case "PermanentRedirect" or "TemporaryRedirect" or "Redirect" or "MovedPermanently" or "TemporaryRedirect307"
                or "IllegalLocationConstraintException":
                return WrongRegion(answer, operation, notes);
            case "AuthorizationHeaderMalformed":
                return answer.Message.Contains("region", StringComparison.OrdinalIgnoreCase) || notes?.BucketRegion is not null
                    ? WrongRegion(answer, operation, notes)
                    : Rejected("the access key id is malformed", operation, answer);
            case "InvalidBucketName":
                return BucketRefused($"'{store.Bucket}' is not a valid bucket name", answer);
            case "BucketAlreadyExists":
                return BucketRefused("another account owns a bucket with that name", answer);
            case "InvalidLocationConstraint" or "InvalidRegionName":
                return BucketRefused($"region '{region}' is not a region where {store.Endpoint} creates buckets", answer);
            case "TooManyBuckets":
                return BucketRefused("this account has reached its limit of buckets", answer);
            case "InvalidObjectState":
                return VaultErrors.ObjectArchived.With(
                    $"cannot {operation}: {Where} has archived the object ({code}{Said(answer)})",
                    "Restore it with S3's RestoreObject (aws s3api restore-object) and wait until that is done, or use another copy.",
                    answer);
            case "RequestTimeout":
                return VaultErrors.StoreUnreachable.With(
                    $"cannot {operation}: {Where} waited too long for the content of the request{SaidAlone(answer)}",
                    "Check the network and run the same step again.",
                    answer);
            case "BadDigest" or "InvalidDigest" or "XAmzContentSHA256Mismatch" or "XAmzContentChecksumMismatch":
                return VaultErrors.StoreFailed.With(
                    $"cannot {operation}: the bytes that reached {Where} are not those that were sent ({code}{Said(answer)}); nothing was stored",
                    "Run the same step again; if it keeps failing, check for a proxy that changes requests.",
                    answer);
            default:
                return answer.StatusCode switch
                {
                    HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => Denied(operation, code, answer),
                    HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect => WrongRegion(answer, operation, notes),
                    HttpStatusCode.BadRequest when notes?.BucketRegion is { } other && other != region =>
                        WrongRegion(answer, operation, notes),
                    _ => Failed(answer, operation, code),
                };
        }
    }

    private VaultException Denied(S3Operation operation, string code, AmazonServiceException inner) => VaultErrors.AccessDenied.With(
        $"cannot {operation}: {Where} denies access ({Quote(code)}{Said(inner)}){Used()}",
        DenialAdvice.Of(code, SentenceOf(inner), operation),
        inner);

    private VaultException Rejected(string why, S3Operation operation, AmazonServiceException inner) =>
        VaultErrors.CredentialsRejected.With(
            $"cannot {operation}: {Where} does not accept the credentials, {why} ({CodeOf(inner)}{Said(inner)}){Used()}",
            why.EndsWith("expired", StringComparison.Ordinal)
                ? renewal() ?? "Get new keys."
                : "Check which credentials are used, and that they belong to this endpoint.",
            inner);

    private VaultException Skewed(S3Operation operation, RawResponseMetadata? notes, AmazonServiceException inner)
    {
        var here = clock.GetUtcNow();
        var there = notes?.Date is { } date ? $", the store's says {date.UtcDateTime:yyyy-MM-dd HH:mm:ss}" : "";
        return VaultErrors.ClockSkewed.With(
            $"cannot {operation}: {Where} refuses requests whose time differs so much from its own; this machine's clock says "
            + $"{here.UtcDateTime:yyyy-MM-dd HH:mm:ss}{there} (UTC; {CodeOf(inner)}{Said(inner)})",
            "Set this machine's clock.",
            inner);
    }

    private VaultException WrongRegion(AmazonServiceException answer, S3Operation operation, RawResponseMetadata? notes)
    {
        var right = (notes?.BucketRegion ?? Between(answer.Message, "expecting '", "'")) is { } found ? Quote(found) : null;
        var hint = right is null ? "Set the region that the bucket is in." : $"Set region to '{right}'.";
        return VaultErrors.InvalidSetting.With(
            $"cannot {operation}: {Where} is not in region '{region}'{(right is null ? "" : $" but in '{right}'")}{SaidAlone(answer)}", hint, answer);
    }

    private VaultException BucketRefused(string why, AmazonServiceException inner) =>
        VaultErrors.BucketRefused.With(
            $"cannot use bucket '{store.Bucket}' at {store.Endpoint}: {why}{SaidAlone(inner)}", "Choose another bucket name, region or endpoint.", inner);

    private VaultException Failed(AmazonServiceException answer, S3Operation operation, string code)
    {
        var status = answer.StatusCode == 0 ? "" : $"{(int)answer.StatusCode} ";
        return VaultErrors.StoreFailed.With(
            $"cannot {operation}: {Where} answered {status}{Quote(code)}{Said(answer)}",
            Advice(),
            answer);

        string Advice() => (int)answer.StatusCode switch
        {
            501 when asksForEncryption && operation.Writes => "This store does not support the encryption in vault.sse: set it up there, or leave vault.sse out.",
            (>= 500 and not 501) or 429 or 409 => "Run the same step again later.",
            _ when code.StartsWith("KMS.", StringComparison.Ordinal) =>
                "Check the KMS key that the bucket or vault.sse_kms_key_id names: the refusal is about the key.",
            _ => "Check the endpoint and what this store supports.",
        };
    }

    private VaultException? Unreachable(Exception cause, Exception whole, S3Operation operation, long? received)
    {
        var why = cause switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
                "the host name is not known",
            SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } =>
                "the network is not reachable",
            SocketException { SocketErrorCode: SocketError.ConnectionReset } => $"the connection was reset{After(received)}",
            AuthenticationException => $"no secure connection: {Quote(cause.Message)}",
            TimeoutException => "no connection was made in time",
            OperationCanceledException { InnerException: null } => "the request was aborted",
            IOException { InnerException: null } => $"the connection was lost{After(received)}",
            HttpRequestException { InnerException: null } => Quote(cause.Message),
            _ => null,
        };
        return why is null
            ? null
            : VaultErrors.StoreUnreachable.With(
                $"cannot {operation}: {Where} cannot be reached, {why}",
                cause is AuthenticationException
                    ? "Check the endpoint's scheme and port, and that its certificate is trusted: set AWS_CA_BUNDLE for your own CA."
                    : "Check the endpoint, the region and the network, and run the same step again.",
                whole);
    }

    private VaultException NotUnderstood(Exception exception, S3Operation operation) =>
        Chain(exception).OfType<AmazonClientException>().Any(each => each.Message.Contains("hash", StringComparison.OrdinalIgnoreCase))
            ? VaultErrors.DownloadDamaged.With(
                $"cannot {operation}: the bytes received from {Where} do not match the checksum that it keeps for them",
                "Run the same step again; if it keeps failing, pull a history copy.",
                exception)
            : VaultErrors.StoreFailed.With(
                $"cannot {operation}: the answer of {Where} is not understood ({exception.GetType().Name}: {Quote(exception.Message)})",
                "Check that the endpoint is the address of an S3 server.",
                exception);

    private string SaidAlone(AmazonServiceException answer) => SentenceOf(answer) is { Length: > 0 } sentence ? $" (\"{ServiceWords.Cut(sentence)}\")" : "";

    // A response without a body. The SDK's substitute text adds nothing to the status code.
    private string SentenceOf(AmazonServiceException answer) =>
        answer.Message.StartsWith("Error making request", StringComparison.Ordinal) ? "" : ServiceWords.Line(answer.Message, secrets());

    private string Used() => credentials() is { } used ? $" (used: {used})" : "";

    private static string After(long? received) => received is { } bytes ? $" after {bytes} bytes" : "";

    private static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        return end > start ? text[start..end] : null;
    }

    // The inner exception is printed at diagnostic verbosity, with the store's full response.
    private bool EchoesSecret(Exception exception) =>
        secrets().Any(secret => secret.Length > 0 && exception.ToString().Contains(secret, StringComparison.Ordinal));

    private string Quote(string? text) => ServiceWords.Quote(text, secrets());
}
