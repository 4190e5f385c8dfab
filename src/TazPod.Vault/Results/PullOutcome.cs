namespace TazPod.Vault.Results;

/// <summary>How a pull ended.</summary>
public enum PullOutcome
{
    /// <summary>The vault file was replaced, or is there for the first time.</summary>
    Pulled,

    /// <summary>The vault file already was that version.</summary>
    Unchanged,
}
