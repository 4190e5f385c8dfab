using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Archive;

/// <summary>How an archive is read.</summary>
internal sealed record ArchiveReadOptions
{
    /// <summary>Leaves symbolic links out, a notice each, instead of refusing the archive. Off by default.</summary>
    public bool SkipLinks { get; init; }

    /// <summary>Extracts a <c>.vault_pass</c> at the root, which TazPod's own archives hold. On by default.</summary>
    public bool IncludeVaultPass { get; init; } = true;

    /// <summary>Hashes the contents of files, which only comparing trees needs. On by default.</summary>
    public bool Hashes { get; init; } = true;

    /// <summary>The format's own by default.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Format;
}
