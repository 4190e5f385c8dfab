using System.IO.Enumeration;
using System.Text.Json.Nodes;
using TazPod.Testing.S3;

namespace TazPod.Vault.Sync.Tests;

/// <summary>One policy in docs/IAM.md, interpreted like AWS: a statement that names the action and the resource allows it.</summary>
internal sealed class RolePolicy(string role, JsonObject policy)
{
    public IReadOnlyList<JsonObject> Statements { get; } = [.. policy["Statement"]!.AsArray().Select(each => each!.AsObject())];

    public IEnumerable<string> Actions => Statements.SelectMany(statement => Texts(statement["Action"]));

    /// <summary>A key for the endpoint, which has six kinds of permissions: each is granted if the policy allows any such action.</summary>
    public S3Credential Credential => S3Credential.Default with
    {
        AccessKey = $"AKIA{role.ToUpperInvariant()}",
        Rights = Actions.Aggregate(S3Rights.None, (sum, action) => sum | action switch
        {
            "s3:GetObject" => S3Rights.GetObject,
            "s3:PutObject" => S3Rights.PutObject,
            "s3:DeleteObject" => S3Rights.DeleteObject,
            "s3:ListBucket" => S3Rights.ListBucket,
            "s3:CreateBucket" => S3Rights.ManageBuckets,
            _ when action.StartsWith("s3:Get", StringComparison.Ordinal) => S3Rights.ReadSettings,
            _ when action.StartsWith("s3:Put", StringComparison.Ordinal) || action == "s3:DeleteBucketPolicy" => S3Rights.WriteSettings,
            _ => S3Rights.None,
        }),
    };

    /// <summary>The permissions that a request needs and no statement grants.</summary>
    public IEnumerable<string> Refused(S3Request request) =>
        Demands(request).Where(demand => !Allows(demand.Action, demand.Resource)).Select(demand => $"{role} may not {demand.Action} {demand.Resource}: {request}");

    public bool Allows(string action, string resource) => Statements.Any(statement =>
        Texts(statement["Action"]).Contains(action)
        && Texts(statement["Resource"]).Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, resource, ignoreCase: false)));

    public static string Arn(string path) => $"arn:aws:s3:::{path}";

    public static IEnumerable<string> Texts(JsonNode? node) =>
        node is JsonArray list ? list.Select(each => (string)each!) : [(string)node!];

    // According to the service's own table of actions.
    private static IEnumerable<(string Action, string Resource)> Demands(S3Request request)
    {
        var bucket = Arn(request.Bucket);
        var key = Arn($"{request.Bucket}/{request.Key}");
        return request.Operation switch
        {
            "GetObject" or "HeadObject" => [("s3:GetObject", key)],
            "PutObject" or "CreateMultipartUpload" or "UploadPart" or "CompleteMultipartUpload" => [("s3:PutObject", key)],
            "CopyObject" => [("s3:PutObject", key), ("s3:GetObject", Arn(Uri.UnescapeDataString(request.Headers["x-amz-copy-source"]).TrimStart('/')))],
            "AbortMultipartUpload" => [("s3:AbortMultipartUpload", key)],
            "DeleteObject" => [("s3:DeleteObject", key)],

            // The keys are in the body, so the deleted objects are checked instead.
            "DeleteObjects" => [],
            "HeadBucket" or "ListObjectsV2" => [("s3:ListBucket", bucket)],
            "DeletePublicAccessBlock" => [("s3:PutBucketPublicAccessBlock", bucket)],
            "DeleteBucketEncryption" => [("s3:PutEncryptionConfiguration", bucket)],
            "DeleteBucketLifecycleConfiguration" => [("s3:PutLifecycleConfiguration", bucket)],
            var setting => [($"s3:{setting.Replace("BucketEncryption", "EncryptionConfiguration", StringComparison.Ordinal)
                .Replace("BucketLifecycleConfiguration", "LifecycleConfiguration", StringComparison.Ordinal)
                .Replace("PublicAccessBlock", "BucketPublicAccessBlock", StringComparison.Ordinal)}", bucket)],
        };
    }
}
