namespace TazPod.Vault.Results;

/// <summary>The outcome of a step of SetupStorage.</summary>
public enum SetupOutcome
{
    /// <summary>Done just now.</summary>
    Made,

    /// <summary>There was nothing to do.</summary>
    AlreadySo,

    /// <summary>The store does not support it.</summary>
    NotSupported,

    /// <summary>The credentials do not permit it.</summary>
    NotPermitted,

    /// <summary>Done, then undone because writes no longer worked as before.</summary>
    TakenBack,

    /// <summary>Not wanted, or not advisable here.</summary>
    LeftOut,
}
