using Amazon.S3.Model;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Settings;

/// <summary>The four switches that keep a bucket from being public, in two parts: some stores take the fourth for every write.</summary>
internal static class PublicAccess
{
    public static bool Has(PublicAccessBlockConfiguration block, BucketSetting setting) => setting == BucketSetting.NoPublicLists
        ? block.BlockPublicAcls == true
        : block is { IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

    /// <summary>The switches with one part turned; the other part stays as it is, and is off where that is not known.</summary>
    public static PublicAccessBlockConfiguration With(PublicAccessBlockConfiguration? block, BucketSetting setting, bool on)
    {
        if (setting == BucketSetting.NoPublicLists)
        {
            // Unknown here means that the store does not tell. The first part comes before this one, so it is on.
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
