using TazPod.Vault.Errors;

namespace TazPod.Vault.Storage;

/// <summary>The settings of a bucket. Stores implement this beside <see cref="IObjectStore"/> if their buckets have settings.</summary>
/// <remarks>If a store does not support a setting, or the credentials do not permit it, that is a result. Any other failure is a
/// <see cref="VaultException"/>.</remarks>
public interface IBucketSettings
{
    /// <summary>Reads a setting of the bucket.</summary>
    Task<BucketSettingAnswer> ReadAsync(BucketSetting setting, CancellationToken cancellationToken = default);

    /// <summary>Changes a setting and reads it again. Rules and statements of others are not changed.</summary>
    /// <returns><see cref="BucketSettingState.On"/>, or <see cref="BucketSettingState.NotReported"/>, if it was set.</returns>
    Task<BucketSettingAnswer> SetAsync(BucketSetting setting, CancellationToken cancellationToken = default);

    /// <summary>Reverts <see cref="SetAsync"/>. Rules and statements of others are not changed.</summary>
    Task<BucketSettingAnswer> ClearAsync(BucketSetting setting, CancellationToken cancellationToken = default);
}
