using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Archive.Tree;

/// <summary>How a tree is read for an archive or a comparison.</summary>
internal sealed record ArchiveWriteOptions
{
    /// <summary>Leaves symbolic links out, a notice each, instead of refusing the tree. Off by default.</summary>
    public bool SkipLinks { get; init; }

    /// <summary>The format's own by default.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Format;

    /// <summary>How the tree's files are reached: replaced only where a test needs a file to fail or change at one exact moment.</summary>
    public TreeAccess Access { get; init; } = TreeAccess.Default;
}
