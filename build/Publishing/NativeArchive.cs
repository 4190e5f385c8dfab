using System.Formats.Tar;
using System.IO.Compression;

namespace TazPod.Build.Publishing;

/// <summary>An archive for users of the command. The same files give the same bytes, whenever and wherever it is made.</summary>
/// <param name="root">The name of the directory that it unpacks into.</param>
internal sealed class NativeArchive(string root)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // As in the packages.
    private static readonly DateTimeOffset Time = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, (byte[] Content, UnixFileMode Mode)> files = new(StringComparer.Ordinal);

    public void Add(string name, byte[] content, bool isExecutable = false) => files.Add(name, (content, isExecutable ? Executable : Readable));

    public void Write(string path)
    {
        using var file = File.Create(path);
        using var gzip = new GZipStream(file, CompressionLevel.SmallestSize);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        foreach (var (name, (content, mode)) in files)
        {
            using var bytes = new MemoryStream(content);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{root}/{name}") { DataStream = bytes, Mode = mode, ModificationTime = Time });
        }
    }
}
