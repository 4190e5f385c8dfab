namespace TazPod.Vault.Secrets;

/// <summary>How a secrets directory descends from the vault file.</summary>
internal enum TreeDescent
{
    /// <summary>It comes from this vault.</summary>
    Own,

    /// <summary>It was never unlocked from a vault, and this vault is also in the store.</summary>
    Unknown,

    /// <summary>It was never unlocked from a vault, and this vault is stored nowhere else.</summary>
    Stranger,

    /// <summary>It comes from another vault.</summary>
    Older,
}
