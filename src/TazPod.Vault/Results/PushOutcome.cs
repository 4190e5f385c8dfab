namespace TazPod.Vault.Results;

/// <summary>The outcome of a push.</summary>
public enum PushOutcome
{
    /// <summary>Latest was updated, and its history copy was made.</summary>
    Pushed,

    /// <summary>Latest already held this content: nothing was written.</summary>
    Unchanged,

    /// <summary>Latest already held this content. Its history copy, missing after an interrupted push or a deletion, was made.</summary>
    Finished,
}
