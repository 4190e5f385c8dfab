namespace TazPod.Vault.Archive.Entries;

/// <summary>The kind of an archive entry. Only these two kinds are ever kept.</summary>
internal enum ArchiveEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,
}
