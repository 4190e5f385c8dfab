namespace TazPod.Vault.Archive.Entries;

/// <summary>Size limits of a tree, for both writing and reading.</summary>
internal sealed record ArchiveLimits
{
    /// <summary>The limits of the format.</summary>
    public static readonly ArchiveLimits Format = new();

    /// <summary>Files and directories, including directories that only another entry's path implies.</summary>
    public int Entries { get; init; } = 200_000;

    /// <summary>Bytes of the unpacked tar, including headers and padding: 1 GiB.</summary>
    public long UnpackedBytes { get; init; } = 1L << 30;

    /// <summary>UTF-8 bytes of one path.</summary>
    public int PathBytes { get; init; } = 4096;

    /// <summary>UTF-8 bytes of one component of a path.</summary>
    public int ComponentBytes { get; init; } = 255;

    /// <summary>UTF-8 bytes of all paths together: 64 MiB, because they are held in memory.</summary>
    public long AllPathBytes { get; init; } = 64L << 20;
}
