using System.Net;
using System.Net.Http.Headers;
using static TazPod.Vault.S3.Http.ExpectedResponse;

namespace TazPod.Vault.S3.Http;

/// <summary>Rejects every response that is not from an S3 server. A web server, a console, a login page or a parking page also answers with
/// 200 or 404, and the SDK reads an XHTML page as an empty listing.</summary>
/// <remarks>Transient failures (5xx and the like) pass whatever their body: the request is retried and nothing is concluded from
/// them.</remarks>
internal sealed class ResponseValidator(HttpMessageHandler inner, string bucket) : DelegatingHandler(inner)
{
    // Types that web servers send and that our uploads never have. Another tool may have stored a JSON object with such a type: then S3's
    // own header identifies it.
    private static readonly string[] TypesOfTheWeb = ["text/", "application/json", "application/javascript", "image/"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head)
        {
            // Caches must ask the store, and nothing may compress content that is verified byte for byte.
            request.Headers.TryAddWithoutValidation("Cache-Control", "no-cache");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            response.Content = CompressedContent.Unpacked(response.Content);
            PlainETag.Restore(response);
            RefuseCached(request, response);
            RawResponseMetadata.Current?.Take(HasMark(response) && !IsPage(response), CarriesLabels(response), ETagOf(response), CompressedContent.LengthOf(response.Content));
            await RequireAsync(request, response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private Task RequireAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken) =>
        (int)response.StatusCode switch
        {
            408 or 413 or 429 or 500 or 502 or 503 or 504 or > 504 => Task.CompletedTask,
            304 when request.Headers.NonValidated.Contains("If-None-Match") => Task.CompletedTask,
            304 => throw Unusual(response),
            < 300 => RequireSuccessAsync(request, response, cancellationToken),
            _ => RequireErrorAsync(request, response, cancellationToken),
        };

    // A cached response can be an older version, or say that an object does not exist. Only its age reveals it.
    private static void RefuseCached(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (response.Headers.Age is { } age && age > TimeSpan.Zero && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head))
        {
            throw new ForeignResponseException(
                $"is {age.TotalSeconds:0} s old: it is from a cache, not from the store",
                "Use the store's own address, or turn off caching for it.");
        }
    }

    private static ForeignResponseException Unusual(HttpResponseMessage response) =>
        new($"has status {(int)response.StatusCode}, which S3 does not send here");

    private async Task RequireSuccessAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var expected = ExpectedResponse.To(request, bucket);
        var status = response.StatusCode;
        var isUsual = status == HttpStatusCode.OK || expected.Kind == AnswerKind.Done
            || (status == HttpStatusCode.PartialContent && request.Headers.NonValidated.Contains("Range"));
        if (!isUsual)
        {
            throw Unusual(response);
        }

        switch (expected.Kind)
        {
            case AnswerKind.Object:
                RefuseType(response);
                RequireETag(response);
                break;
            case AnswerKind.Written:
                await RefuseTypeOfBodyAsync(request, response, cancellationToken).ConfigureAwait(false);
                RequireETag(response);
                break;
            case AnswerKind.Done:
                await RefuseTypeOfBodyAsync(request, response, cancellationToken).ConfigureAwait(false);
                break;
            default:
                var body = await TakeBodyAsync(response, cancellationToken).ConfigureAwait(false);
                if (expected.Kind == AnswerKind.Json ? !body.IsJson : !IsRoot(body.Root(), expected.Root!))
                {
                    throw new ForeignResponseException(body.Describe()) { MayBeUnknownSubResource = body.Root() == "ListBucketResult" };
                }

                break;
        }
    }

    private async Task RequireErrorAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;

        // S3 only redirects to another region by 301 or 307. The SDK would follow a 307 anywhere, and send the content there.
        if (status is 302 or 303 or 308 || (status is >= 300 and < 400 && request.Method == HttpMethod.Head && !HasMark(response)))
        {
            throw Redirect(response);
        }

        if (request.Method == HttpMethod.Head)
        {
            return;
        }

        var body = await TakeBodyAsync(response, cancellationToken).ConfigureAwait(false);
        if (body.IsEmpty)
        {
            if (status < 400 && !HasMark(response))
            {
                throw Redirect(response);
            }

            // A missing object is confirmed by another request (see RequireAbsentAsync). For the bucket, S3's own message says what is
            // missing.
            if (status == 404 && !HasMark(response) && ExpectedResponse.To(request, bucket).Kind is not (AnswerKind.Object or AnswerKind.Written))
            {
                throw new ForeignResponseException($"({status}) {body.Describe()}") { MayBeUnknownSubResource = true };
            }

            if (status is 401 or 403 && IsHtml(response) && !HasMark(response))
            {
                throw new ForeignResponseException($"({status}) is HTML, not S3's");
            }

            return;
        }

        if (body.Root() != "Error")
        {
            throw status < 400 ? Redirect(response)
                : new ForeignResponseException($"({status}) {body.Describe()}") { MayBeUnknownSubResource = status is 404 or 405 or 501 };
        }
    }

    // A copy and the completion of a multipart upload can fail with status 200. The SDK handles that.
    private static bool IsRoot(string? root, string expected) =>
        root == expected || (root == "Error" && expected is "CopyObjectResult" or "CopyPartResult" or "CompleteMultipartUploadResult");

    private static bool HasMark(HttpResponseMessage response) => response.Headers.NonValidated.Contains("x-amz-request-id");

    private static bool CarriesLabels(HttpResponseMessage response) =>
        response.Headers.NonValidated.Any(header => header.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase));

    private static bool IsHtml(HttpResponseMessage response) => TypeOf(response) is "text/html" or "application/xhtml+xml";

    private static string TypeOf(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";

    // The length in the response to a HEAD is that of the page.
    private static bool IsPage(HttpResponseMessage response) => IsHtml(response) && response.Content.Headers.ContentLength != 0;

    // Some stores send a content type of HTML or text with the empty response to a write.
    private static async Task RefuseTypeOfBodyAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var isEmpty = request.Method == HttpMethod.Head
            ? response.Content.Headers.ContentLength is null or 0
            : (await TakeBodyAsync(response, cancellationToken).ConfigureAwait(false)).IsEmpty;
        if (!isEmpty)
        {
            RefuseType(response);
        }
    }

    private static void RefuseType(HttpResponseMessage response)
    {
        if (IsHtml(response))
        {
            throw new ForeignResponseException("is HTML, not S3's");
        }

        var type = TypeOf(response);
        if (!HasMark(response) && Array.Exists(TypesOfTheWeb, each => type.StartsWith(each, StringComparison.Ordinal)))
        {
            throw new ForeignResponseException($"is of type {type}, not S3's");
        }
    }

    private static string? ETagOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("ETag", out var values) ? values.FirstOrDefault() : null;

    private static void RequireETag(HttpResponseMessage response)
    {
        var tags = response.Headers.NonValidated.TryGetValues("ETag", out var values) ? values.Distinct().ToList() : [];
        if (tags.Count != 1 || tags[0].Trim(' ', '"').Length == 0)
        {
            throw new ForeignResponseException(tags.Count > 1 ? "has two ETags" : "has no ETag, which S3's always has");
        }
    }

    private static ForeignResponseException Redirect(HttpResponseMessage response)
    {
        var location = response.Headers.Location;
        return new ForeignResponseException(
            $"({(int)response.StatusCode}) redirects{(location is { IsAbsoluteUri: true } ? $", to '{location.Host}'" : "")}, which S3 does not do");
    }

    private static async Task<ResponseBody> TakeBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var original = response.Content;
        var body = await ResponseBody.ReadAsync(original, cancellationToken).ConfigureAwait(false);
        response.Content = new StreamContent(body.Open());
        CopyHeaders(original.Headers, response.Content.Headers);
        return body;
    }

    private static void CopyHeaders(HttpContentHeaders from, HttpContentHeaders to)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (!string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                to.TryAddWithoutValidation(name, values);
            }
        }
    }
}
