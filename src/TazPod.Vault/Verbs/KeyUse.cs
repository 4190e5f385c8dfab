namespace TazPod.Vault.Verbs;

/// <summary>Which passphrase a verb needs.</summary>
public enum KeyUse
{
    /// <summary>None.</summary>
    None,

    /// <summary>The one that opens a vault.</summary>
    Open,

    /// <summary>The one that seals a vault.</summary>
    Seal,
}
