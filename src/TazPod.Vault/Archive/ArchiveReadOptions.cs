using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Archive;

/// <summary>Options for reading an archive.</summary>
internal sealed record ArchiveReadOptions
{
    /// <summary>Skips symbolic links with a notice for each, instead of refusing the archive. Off by default.</summary>
    public bool SkipLinks { get; init; }

    /// <summary>Extracts a <c>.vault_pass</c> at the root, which TazPod's own archives contain. On by default.</summary>
    public bool IncludeVaultPass { get; init; } = true;

    /// <summary>Hashes the contents of files. Only comparing trees needs the hashes. On by default.</summary>
    public bool Hashes { get; init; } = true;

    /// <summary>Receives the number of bytes of the archive that were read so far. Null by default.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Size limits. Defaults to the limits of the format.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Format;
}
