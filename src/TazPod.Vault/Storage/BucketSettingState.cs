namespace TazPod.Vault.Storage;

/// <summary>The state of a bucket's setting, as reported by the store.</summary>
public enum BucketSettingState
{
    /// <summary>Set.</summary>
    On,

    /// <summary>Not set.</summary>
    Off,

    /// <summary>The store supports the setting but does not report its state.</summary>
    NotReported,

    /// <summary>The store does not support the setting.</summary>
    NotSupported,

    /// <summary>The credentials do not permit reading or changing the setting.</summary>
    NotPermitted,
}
