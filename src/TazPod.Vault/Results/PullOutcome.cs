namespace TazPod.Vault.Results;

/// <summary>The outcome of a pull.</summary>
public enum PullOutcome
{
    /// <summary>The vault file was replaced, or created for the first time.</summary>
    Pulled,

    /// <summary>The vault file already was that version.</summary>
    Unchanged,
}
