namespace TazPod.Vault.S3.Http;

/// <summary>The response that a successful request must have, derived from the request alone.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Root">The name of the XML document's root element; null when it is not XML.</param>
internal sealed record ExpectedResponse(ExpectedResponse.AnswerKind Kind, string? Root = null)
{
    private static readonly Dictionary<string, string> Read = new(StringComparer.Ordinal)
    {
        ["list-type"] = "ListBucketResult",
        ["versioning"] = "VersioningConfiguration",
        ["encryption"] = "ServerSideEncryptionConfiguration",
        ["lifecycle"] = "LifecycleConfiguration",
        ["publicAccessBlock"] = "PublicAccessBlockConfiguration",
        ["location"] = "LocationConstraint",
    };

    private static readonly Dictionary<string, string> Posted = new(StringComparer.Ordinal)
    {
        ["delete"] = "DeleteResult",
        ["uploads"] = "InitiateMultipartUploadResult",
        ["uploadId"] = "CompleteMultipartUploadResult",
    };

    /// <summary>The kinds of responses.</summary>
    internal enum AnswerKind
    {
        /// <summary>A response whose content is not read.</summary>
        Done,

        /// <summary>An object, or its metadata.</summary>
        Object,

        /// <summary>The ETag of a written object.</summary>
        Written,

        /// <summary>An XML document.</summary>
        Xml,

        /// <summary>A JSON document.</summary>
        Json,
    }

    /// <summary>Determines the response from method, address and headers.</summary>
    public static ExpectedResponse To(HttpRequestMessage request, string bucket)
    {
        var parameters = (request.RequestUri?.Query ?? "").TrimStart('?').Split('&').Select(each => each.Split('=')[0]).ToHashSet();
        if (request.Method == HttpMethod.Post)
        {
            return Document(Posted, parameters) ?? new ExpectedResponse(AnswerKind.Done);
        }

        if (request.Method == HttpMethod.Get)
        {
            return parameters.Contains("policy") ? new ExpectedResponse(AnswerKind.Json)
                : Document(Read, parameters) ?? new ExpectedResponse(AnswerKind.Object);
        }

        if (request.Method == HttpMethod.Put && request.Headers.NonValidated.Contains("x-amz-copy-source"))
        {
            return new ExpectedResponse(AnswerKind.Xml, parameters.Contains("partNumber") ? "CopyPartResult" : "CopyObjectResult");
        }

        var isOfBucket = IsOfBucket(request.RequestUri?.AbsolutePath ?? "", bucket) || Read.Keys.Append("policy").Any(parameters.Contains);
        return request.Method == HttpMethod.Head && !isOfBucket ? new ExpectedResponse(AnswerKind.Object)
            : request.Method == HttpMethod.Put && !isOfBucket ? new ExpectedResponse(AnswerKind.Written)
            : new ExpectedResponse(AnswerKind.Done);
    }

    // The bucket is in the host name or at the end of the path: none of our keys ends with a bucket's name.
    private static bool IsOfBucket(string path, string bucket) =>
        path.TrimEnd('/') is var trimmed && (trimmed.Length == 0 || trimmed.EndsWith($"/{bucket}", StringComparison.Ordinal));

    private static ExpectedResponse? Document(Dictionary<string, string> roots, HashSet<string> parameters) =>
        parameters.Select(roots.GetValueOrDefault).FirstOrDefault(root => root is not null) is { } found
            ? new ExpectedResponse(AnswerKind.Xml, found)
            : null;
}
