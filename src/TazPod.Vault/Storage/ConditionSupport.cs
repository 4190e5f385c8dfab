namespace TazPod.Vault.Storage;

/// <summary>Whether a store honours If-Match and If-None-Match on writes.</summary>
public enum ConditionSupport
{
    /// <summary>Not known yet: to be probed.</summary>
    Unknown,

    /// <summary>Honoured: a compare-and-swap is one.</summary>
    Honoured,

    /// <summary>Ignored, or refused even when right.</summary>
    NotHonoured,
}
