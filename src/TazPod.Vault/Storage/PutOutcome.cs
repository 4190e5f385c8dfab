namespace TazPod.Vault.Storage;

/// <summary>How a PUT ended, as far as the store's answer tells.</summary>
public enum PutOutcome
{
    /// <summary>Stored.</summary>
    Stored,

    /// <summary>412: the condition did not hold.</summary>
    ConditionFailed,

    /// <summary>409: another write was under way; read again, try again.</summary>
    Busy,

    /// <summary>404 on If-Match: nothing stands there any more.</summary>
    TargetMissing,
}
