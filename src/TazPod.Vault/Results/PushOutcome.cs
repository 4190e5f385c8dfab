namespace TazPod.Vault.Results;

/// <summary>How a push ended.</summary>
public enum PushOutcome
{
    /// <summary>Latest is new, and its history copy was made.</summary>
    Pushed,

    /// <summary>Latest already held this content: nothing was written.</summary>
    Unchanged,

    /// <summary>Latest already held this content; its history copy, which an interrupted push or somebody's deletion had left out, was
    /// made.</summary>
    Finished,
}
