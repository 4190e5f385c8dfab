using Amazon.S3.Model;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Settings;

/// <summary>The four switches that keep a bucket from being public, in two parts: with the fourth, some stores reject every
/// write.</summary>
internal static class PublicAccess
{
    public static bool Has(PublicAccessBlockConfiguration block, BucketSetting setting) => setting == BucketSetting.NoPublicLists
        ? block.BlockPublicAcls == true
        : block is { IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

    /// <summary>The switches with one part changed. The other part is kept, or off if it is unknown.</summary>
    public static PublicAccessBlockConfiguration With(PublicAccessBlockConfiguration? block, BucketSetting setting, bool on)
    {
        if (setting == BucketSetting.NoPublicLists)
        {
            // Unknown means that the store does not report it. The first part is always set before this one, so it is on.
            var first = block is null || Has(block, BucketSetting.NoPublicPolicies);
            return Make(
                lists: on, block?.IgnorePublicAcls ?? first, block?.BlockPublicPolicy ?? first, block?.RestrictPublicBuckets ?? first);
        }

        return Make(lists: block?.BlockPublicAcls ?? false, on, on, on);
    }

    private static PublicAccessBlockConfiguration Make(bool lists, bool ignoreLists, bool policies, bool restrict) => new()
    {
        BlockPublicAcls = lists,
        IgnorePublicAcls = ignoreLists,
        BlockPublicPolicy = policies,
        RestrictPublicBuckets = restrict,
    };
}
