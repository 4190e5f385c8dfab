using TazPod.Vault.Errors;

namespace TazPod.Vault.Storage;

/// <summary>The settings of a bucket: a store beside <see cref="IObjectStore"/> where buckets have any.</summary>
/// <remarks>That a store does not know a setting, or that the credentials may not touch it, is an answer; anything else that goes wrong
/// is a <see cref="VaultException"/>.</remarks>
public interface IBucketSettings
{
    /// <summary>How the bucket is set.</summary>
    Task<BucketSettingAnswer> ReadAsync(BucketSetting setting, CancellationToken cancellationToken = default);

    /// <summary>Sets it and looks again. Rules and statements of others stay as they are.</summary>
    /// <returns><see cref="BucketSettingState.On"/>, or <see cref="BucketSettingState.Untold"/>, when it was set.</returns>
    Task<BucketSettingAnswer> SetAsync(BucketSetting setting, CancellationToken cancellationToken = default);

    /// <summary>Takes back what <see cref="SetAsync"/> did. Rules and statements of others stay as they are.</summary>
    Task<BucketSettingAnswer> ClearAsync(BucketSetting setting, CancellationToken cancellationToken = default);
}
