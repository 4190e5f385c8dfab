using System.Text.RegularExpressions;

namespace TazPod.Vault.S3;

/// <summary>What to do about a denial, based on the store's error code and message. Nothing beyond these is guessed.</summary>
internal static partial class DenialAdvice
{
    private const int LongestResource = 300;
    private const string NothingTells = "The store gives no reason other than the one quoted: ask its operator.";

    /// <summary>What to do next.</summary>
    /// <param name="code">The store's error code.</param>
    /// <param name="said">The store's whole message on one line: the name of the policy is at its end. Empty when there is none.</param>
    /// <param name="operation">The failed operation.</param>
    public static string Of(string code, string said, S3Operation operation) => code switch
    {
        "AllAccessDisabled" => "No permission helps: the provider has disabled all access to it. Check the bucket's name, or ask the provider.",
        "AccountProblem" or "NotSignedUp" => "No permission helps: the account's owner has to settle this with the provider.",
        "OptInRequired" => "Have the service or the region enabled for the account, or use another region.",
        _ when code.Contains("Quota", StringComparison.OrdinalIgnoreCase) || said.Contains("cap exceeded", StringComparison.OrdinalIgnoreCase) =>
            "The bucket or the account is full: remove something, or have the limit raised.",
        _ when Named().Match(said) is { Success: true } named => OfAction(named.Groups["action"].Value, said),
        "AccessDenied" or "AccessDeniedException" or "Forbidden" or "Unauthorized" when SaysNoMore(said) => OfPermission(operation.Permission),
        _ => NothingTells,
    };

    private static string OfPermission(string permission) => permission == "s3:GetObject"
        ? "Allow s3:GetObject on the key; without s3:ListBucket the store also denies access to an object that does not exist."
        : $"Allow {permission} for these credentials, or use others.";

    private static string OfAction(string action, string said)
    {
        var isOfKey = action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase);
        var on = Resource().Match(said) is { Success: true, Length: <= LongestResource } resource ? $" on {resource.Groups[1].Value}" : isOfKey ? " on the KMS key" : "";
        var policy = Policy().Match(said);
        var allow = $"Allow {action}{on} for these credentials, or use others.";
        if (!policy.Success)
        {
            return allow;
        }

        var isDeny = policy.Groups["kind"].Value.StartsWith("explicit", StringComparison.OrdinalIgnoreCase);
        var place = policy.Groups["place"].Value.ToLowerInvariant();
        if (!isDeny && place == "identity-based")
        {
            return allow;
        }

        var encryption = isDeny && place == "resource-based" && action == "s3:PutObject"
            ? " If it requires server-side encryption, set vault.sse."
            : "";
        return isDeny
            ? $"An explicit deny overrides every permission: {Whose(place, isOfKey)} has to lift it for {action}.{encryption}"
            : $"The permission is missing: {Whose(place, isOfKey)} has to allow {action}{on}.";
    }

    private static string Whose(string place, bool isOfKey) => place switch
    {
        "service control" or "resource control" => "the administrator of the AWS organization",
        "resource-based" => isOfKey ? "the owner of the KMS key (key policy)" : "the owner of the bucket (bucket policy)",
        "vpc endpoint" => "the operator of the VPC endpoint that this network uses",
        "permissions boundary" => "the administrator of these credentials' permissions boundary",
        "session" => "the issuer of this session (session policy)",
        _ => "the administrator of these credentials' policies",
    };

    private static bool SaysNoMore(string said) => said.TrimEnd('.').ToUpperInvariant() is "" or "ACCESS DENIED" or "FORBIDDEN" or "UNAUTHORIZED";

    [GeneratedRegex(@"not authorized to perform:? (?<action>[a-z0-9-]+:[A-Za-z]+)")]
    private static partial Regex Named();

    [GeneratedRegex(@"on resource:? ""?(arn:[\w:/.*+=,@-]+)")]
    private static partial Regex Resource();

    [GeneratedRegex(
        "(?<kind>explicit deny in an?|because no) (?<place>service control|resource control|resource-based|identity-based|session|VPC endpoint|permissions boundary)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Policy();
}
