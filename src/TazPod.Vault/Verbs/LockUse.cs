namespace TazPod.Vault.Verbs;

/// <summary>How a verb takes the workspace's lock.</summary>
public enum LockUse
{
    /// <summary>Not at all: it writes nothing locally, or only data that can be lost.</summary>
    None,

    /// <summary>For its whole run.</summary>
    Whole,

    /// <summary>Once it finds that it has something to write.</summary>
    WhenNeeded,
}
