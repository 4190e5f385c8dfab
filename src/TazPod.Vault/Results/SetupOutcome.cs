namespace TazPod.Vault.Results;

/// <summary>How a step of SetupStorage ended.</summary>
public enum SetupOutcome
{
    /// <summary>Done now.</summary>
    Made,

    /// <summary>Nothing was to be done.</summary>
    AlreadySo,

    /// <summary>The store does not know it.</summary>
    NotSupported,

    /// <summary>The credentials may not do it.</summary>
    NotPermitted,

    /// <summary>Done, and undone because writes no longer worked as before.</summary>
    TakenBack,

    /// <summary>Not wanted, or not wise here.</summary>
    LeftOut,
}
