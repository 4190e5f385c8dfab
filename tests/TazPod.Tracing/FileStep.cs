namespace TazPod.Tracing;

/// <summary>One system call that is about to change files.</summary>
/// <param name="Number">Counted from 1 in the order in which the process makes them.</param>
/// <param name="Call">The system call's name.</param>
/// <param name="Path">What it changes, absolute; what it moves, for a rename.</param>
/// <param name="Target">Where a rename moves it; null for the others.</param>
/// <param name="Mode">The permission bits that a new file or directory gets, before the umask; null for what makes nothing.</param>
public sealed record FileStep(int Number, string Call, string Path, string? Target, int? Mode)
{
    /// <summary>Whether it flushes to the disk and changes nothing.</summary>
    public bool IsFlush => Call is "fsync" or "fdatasync" or "syncfs";

    /// <summary>Whether it needs room on the file system: a full disk refuses it.</summary>
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
