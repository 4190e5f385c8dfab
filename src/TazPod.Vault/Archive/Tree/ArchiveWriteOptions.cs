using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Archive.Tree;

/// <summary>Options for reading a tree for an archive or a comparison.</summary>
internal sealed record ArchiveWriteOptions
{
    /// <summary>Skips symbolic links with a notice for each, instead of refusing the tree. Off by default.</summary>
    public bool SkipLinks { get; init; }

    /// <summary>Size limits. Defaults to the limits of the format.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Format;

    /// <summary>Receives the number of bytes read so far. Null by default.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>How files of the tree are accessed. Replaced only by tests that need a file to fail or change at one exact
    /// moment.</summary>
    public TreeAccess Access { get; init; } = TreeAccess.Default;
}
