using Amazon.S3;
using Amazon.S3.Model;

namespace TazPod.Vault.S3.Settings;

/// <summary>The lifecycle rule that removes the parts of uploads that were never completed.</summary>
internal static class UploadRule
{
    public const string Id = "tazpod-incomplete-uploads";
    private const int Days = 7;

    public static LifecycleRule New() => new()
    {
        Id = Id,
        Status = LifecycleRuleStatus.Enabled,
        Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "" } },
        AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload { DaysAfterInitiation = Days },
    };

    /// <summary>Whether any rule, ours or not, does that for the whole bucket.</summary>
    public static bool IsAmong(IEnumerable<LifecycleRule> rules) => rules.Any(rule =>
        rule.Status == LifecycleRuleStatus.Enabled
        && rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation > 0
        && (rule.Id == Id || IsForAll(rule)));

#pragma warning disable CS0618 // Older tools still set the prefix here.
    private static bool IsForAll(LifecycleRule rule) =>
        string.IsNullOrEmpty(rule.Prefix)
        && rule.Filter?.LifecycleFilterPredicate is null or LifecyclePrefixPredicate { Prefix: null or "" };
#pragma warning restore CS0618
}
