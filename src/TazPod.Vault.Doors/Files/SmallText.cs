using TazPod.Vault.Files;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors.Files;

/// <summary>Reads and writes small text files in directories that other users may write to. It never blocks on a pipe there.</summary>
internal static class SmallText
{
    private const int LargestOwn = 1 << 20;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The content of a regular file; null when it is something else, too large, or cannot be read.</summary>
    public static string? TryRead(string path, int largestBytes) =>
        SmallFile.Read(path, largestBytes).Content is { } content ? TextOf(content) : null;

    /// <summary>The lines of one of this tool's own files; none when the file does not exist.</summary>
    /// <exception cref="Errors.VaultException">6008: it is a link, not a regular file, or larger than this tool would write it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<string> ReadOwn(string path)
    {
        using var reader = new StringReader(TextOf(OwnFile.Read(path, LargestOwn) ?? []));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Atomically replaces one of this tool's own files, which is readable for others.</summary>
    /// <exception cref="Errors.VaultException">6008: it is a link or not a regular file; 6xxx: nothing was replaced.</exception>
    public static void ReplaceOwn(string path, IEnumerable<string> lines)
    {
        var directory = RealPath.ToUse(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var staged = StagedFile.CreateOwn(Path.Combine(directory, Path.GetFileName(path)));
        using (var writer = new StreamWriter(staged.Stream, leaveOpen: true))
        {
            foreach (var line in lines)
            {
                writer.WriteLine(line);
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(staged.Stream.SafeFileHandle, Readable);
        }

        staged.Commit();
    }

    private static string TextOf(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content));
        return reader.ReadToEnd();
    }
}
