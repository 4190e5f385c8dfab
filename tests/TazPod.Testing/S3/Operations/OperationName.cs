using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

/// <summary>The S3 API's name of a request, from its method, its target and its headers.</summary>
internal static class OperationName
{
    public const string Unknown = "Unknown";

    /// <summary>Bucket settings that are stored unchanged: the query parameter and the noun in the operation's name.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["policy"] = "BucketPolicy",
        ["lifecycle"] = "BucketLifecycleConfiguration",
        ["publicAccessBlock"] = "PublicAccessBlock",
        ["encryption"] = "BucketEncryption",
        ["ownershipControls"] = "BucketOwnershipControls",
        ["tagging"] = "BucketTagging",
    };

    public static string Of(string method, RequestTarget target, IReadOnlyDictionary<string, string> headers)
    {
        var query = target.Parameters.Select(p => p.Name).ToHashSet();
        if (target.Bucket.Length == 0)
            return method == "GET" ? "ListBuckets" : Unknown;
        return target.Key.Length == 0
            ? OfBucket(method, query)
            : OfObject(method, query, headers.ContainsKey("x-amz-copy-source"));
    }

    private static string OfBucket(string method, HashSet<string> query)
    {
        if (query.Contains("versioning"))
            return Verb(method, "BucketVersioning");
        foreach (var (parameter, noun) in Settings)
        {
            if (query.Contains(parameter))
                return Verb(method, noun);
        }

        return method switch
        {
            "GET" when query.Contains("location") => "GetBucketLocation",
            "GET" when query.Contains("list-type") => "ListObjectsV2",
            "GET" when query.Contains("versions") => "ListObjectVersions",
            "POST" when query.Contains("delete") => "DeleteObjects",
            "PUT" when query.Count == 0 => "CreateBucket",
            "HEAD" => "HeadBucket",
            "DELETE" when query.Count == 0 => "DeleteBucket",
            _ => Unknown,
        };
    }

    private static string OfObject(string method, HashSet<string> query, bool copies) => method switch
    {
        "POST" when query.Contains("uploads") => "CreateMultipartUpload",
        "POST" when query.Contains("uploadId") => "CompleteMultipartUpload",
        "PUT" when query.Contains("uploadId") => copies ? "UploadPartCopy" : "UploadPart",
        "DELETE" when query.Contains("uploadId") => "AbortMultipartUpload",
        "GET" when query.Contains("uploadId") => "ListParts",
        _ when query.Overlaps(["acl", "tagging", "attributes", "retention", "legal-hold", "torrent", "restore", "select"]) => Unknown,
        "GET" => "GetObject",
        "HEAD" => "HeadObject",
        "PUT" => copies ? "CopyObject" : "PutObject",
        "DELETE" => "DeleteObject",
        _ => Unknown,
    };

    private static string Verb(string method, string noun) => method switch
    {
        "GET" => "Get" + noun,
        "PUT" => "Put" + noun,
        "DELETE" => "Delete" + noun,
        _ => Unknown,
    };
}
