namespace TazPod.Vault.Secrets.Memory;

/// <summary>What a directory in memory is used for.</summary>
internal enum MemoryKind
{
    /// <summary>The files of a command. They are worth nothing when the command has ended.</summary>
    Run,

    /// <summary>The file that a user edits. What a kill left behind may be the only copy of the edit.</summary>
    Edit,
}
