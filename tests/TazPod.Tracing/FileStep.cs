namespace TazPod.Tracing;

/// <summary>One system call that is about to change files.</summary>
/// <param name="Number">The number, counted from 1 in the order of the calls.</param>
/// <param name="Call">The system call's name.</param>
/// <param name="Path">The absolute path that it changes; for a rename, the source.</param>
/// <param name="Target">The destination of a rename; null for other calls.</param>
/// <param name="Mode">The permission bits of a new file or directory, before the umask; null if the call creates nothing.</param>
public sealed record FileStep(int Number, string Call, string Path, string? Target, int? Mode)
{
    /// <summary>Whether it only flushes to the disk and changes nothing.</summary>
    public bool IsFlush => Call is "fsync" or "fdatasync" or "syncfs";

    /// <summary>Whether it needs space on the file system: a full disk refuses it.</summary>
    public bool NeedsRoom => Call is "write" or "pwrite64" or "writev" or "pwritev" or "pwritev2" or "sendfile" or "copy_file_range"
        or "fallocate" or "openat" or "open" or "creat" or "mkdir" or "mkdirat" or "fsync" or "fdatasync";

    /// <inheritdoc/>
    public override string ToString() => $"{Call} {Path}{(Target is null ? "" : $" -> {Target}")}";

    /// <summary>The steps of a log.</summary>
    public static IReadOnlyList<FileStep> Read(string log) => [.. File.ReadAllLines(log).Select(Parse)];

    internal string ToLine() => $"{Number}\t{Call}\t{Path}\t{Target}\t{Mode}";

    private static FileStep Parse(string line)
    {
        var parts = line.Split('\t');
        return new FileStep(
            int.Parse(parts[0]), parts[1], parts[2], parts[3].Length == 0 ? null : parts[3], parts[4].Length == 0 ? null : int.Parse(parts[4]));
    }
}
