namespace TazPod.Vault.Results;

/// <summary>The state of the secrets directory, compared with the vault file and with what was last unlocked or saved there.</summary>
public enum SecretsState
{
    /// <summary>There is no such directory.</summary>
    Missing,

    /// <summary>It was neither unlocked nor saved in this workspace, so its origin is unknown.</summary>
    NeverUnlocked,

    /// <summary>It holds what the vault file holds.</summary>
    Clean,

    /// <summary>It was edited since it was unlocked or saved: save.</summary>
    Edited,

    /// <summary>It was unlocked from, or saved to, another vault than the current one: unlock.</summary>
    Outdated,

    /// <summary>Both: its edits must be merged with the current vault.</summary>
    EditedAndOutdated,
}
