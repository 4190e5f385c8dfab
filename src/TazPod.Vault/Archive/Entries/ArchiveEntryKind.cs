namespace TazPod.Vault.Archive.Entries;

/// <summary>What an archive entry is: nothing but these two is ever kept.</summary>
internal enum ArchiveEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,
}
