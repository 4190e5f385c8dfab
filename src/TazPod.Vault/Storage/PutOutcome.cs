namespace TazPod.Vault.Storage;

/// <summary>The outcome of a PUT, according to the store's answer.</summary>
public enum PutOutcome
{
    /// <summary>Stored.</summary>
    Stored,

    /// <summary>412: the condition did not hold.</summary>
    ConditionFailed,

    /// <summary>409: another write was in progress. Read again and retry.</summary>
    Busy,

    /// <summary>404 on If-Match: the object no longer exists.</summary>
    TargetMissing,
}
