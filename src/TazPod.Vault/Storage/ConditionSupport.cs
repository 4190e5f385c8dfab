namespace TazPod.Vault.Storage;

/// <summary>Whether a store honours If-Match and If-None-Match on writes.</summary>
public enum ConditionSupport
{
    /// <summary>Not known yet; must be probed.</summary>
    Unknown,

    /// <summary>Honoured: a compare-and-swap is reliable.</summary>
    Honoured,

    /// <summary>Ignored, or refused even if the condition holds.</summary>
    NotHonoured,
}
