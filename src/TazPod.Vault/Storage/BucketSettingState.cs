namespace TazPod.Vault.Storage;

/// <summary>How a bucket is set, as far as the store says.</summary>
public enum BucketSettingState
{
    /// <summary>Set.</summary>
    On,

    /// <summary>Not set.</summary>
    Off,

    /// <summary>The store knows the setting and does not say how it is set.</summary>
    Untold,

    /// <summary>The store does not know the setting.</summary>
    NotSupported,

    /// <summary>The credentials may not look, or not set it.</summary>
    NotPermitted,
}
