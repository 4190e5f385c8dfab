using System.Text.Json;
using System.Text.Json.Nodes;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Settings;

/// <summary>The statement of a bucket policy that denies requests over plain HTTP. Other statements are kept.</summary>
internal static class TransportPolicy
{
    private const string Sid = "TazPodTlsOnly";
    private const string Statement = "Statement";

    public static bool IsIn(string? policy) => StatementsOf(Parse(policy)).Any(IsOurs);

    public static string AddTo(string? policy, string bucket, string region)
    {
        var document = Parse(policy) ?? new JsonObject { ["Version"] = "2012-10-17" };
        document[Statement] = new JsonArray([.. StatementsOf(document).Where(each => !IsOurs(each)).Select(each => each.DeepClone()), New(bucket, region)]);
        return document.ToJsonString();
    }

    /// <summary>The policy without that statement; null when nothing is left.</summary>
    public static string? RemoveFrom(string? policy)
    {
        var document = Parse(policy);
        var others = StatementsOf(document).Where(each => !IsOurs(each)).Select(each => each.DeepClone()).ToArray();
        if (document is null || others.Length == 0)
        {
            return null;
        }

        document[Statement] = new JsonArray(others);
        return document.ToJsonString();
    }

    private static JsonObject New(string bucket, string region)
    {
        var arn = $"arn:{PartitionOf(region)}:s3:::{bucket}";
        return new JsonObject
        {
            ["Sid"] = Sid,
            ["Effect"] = "Deny",
            ["Principal"] = "*",
            ["Action"] = "s3:*",
            ["Resource"] = new JsonArray(arn, $"{arn}/*"),
            ["Condition"] = new JsonObject { ["Bool"] = new JsonObject { ["aws:SecureTransport"] = "false" } },
        };
    }

    private static string PartitionOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    private static bool IsOurs(JsonNode statement) =>
        statement is JsonObject fields && fields["Sid"] is JsonValue sid && sid.TryGetValue<string>(out var name) && name == Sid;

    // A single statement can be written without a list.
    private static IEnumerable<JsonNode> StatementsOf(JsonObject? document) => document?[Statement] switch
    {
        JsonArray list => list.OfType<JsonNode>(),
        JsonObject one => [one],
        _ => [],
    };

    private static JsonObject? Parse(string? policy)
    {
        if (string.IsNullOrWhiteSpace(policy))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(policy) as JsonObject;
        }
        catch (JsonException exception)
        {
            throw VaultErrors.StoreFailed.With(
                "the existing bucket policy is not JSON, so nothing is added to it", "Look at it with: aws s3api get-bucket-policy.", exception);
        }
    }
}
