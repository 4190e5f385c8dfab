using System.Text;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Tests.Merging;

/// <summary>A tree as text: paths of files with their content, and paths that end in a slash for directories. Modes are 0600 and 0700 if
/// none is given.</summary>
internal sealed class SampleTree
{
    private const int PrivateFile = 0x180;
    private const int PrivateDirectory = 0x1C0;

    public SortedDictionary<string, string> Contents { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> Modes { get; } = [];

    public static SampleTree Of(params string[] files) =>
        files.Aggregate(new SampleTree(), (tree, file) => file.Split('=', 2) is [var path, var text] ? tree.With(path, text) : tree.With(file, ""));

    public SampleTree With(string path, string text = "", int? mode = null)
    {
        Contents[path] = text;
        if (mode is { } given)
        {
            Modes[path] = given;
        }

        return this;
    }

    public PackedTree Pack() => Packed(
    [
        .. Contents.OrderBy(file => file.Key.TrimEnd('/'), PathOrder.Instance).Select(file => file.Key.EndsWith('/')
            ? ComposedEntry.Directory(file.Key[..^1], Modes.GetValueOrDefault(file.Key, PrivateDirectory))
            : ComposedEntry.Of(file.Key, Modes.GetValueOrDefault(file.Key, PrivateFile), Encoding.Latin1.GetBytes(file.Value))),
    ]);

    /// <summary>Writes entries into an archive, as the caller of a merge does, and reads it back as one that came from outside.</summary>
    public static PackedTree Packed(IReadOnlyList<ComposedEntry> entries)
    {
        using var written = new MemoryStream();
        ArchiveComposer.Write(entries, written, default);
        var read = ArchiveReader.Inspect(written.ToArray(), new ArchiveReadOptions(), default);
        return new PackedTree(written.ToArray(), read);
    }

    /// <summary>The entries of an archive: files with their content, directories with a slash. Modes follow if they are not the usual
    /// ones.</summary>
    public static IReadOnlyList<string> Listed(PackedTree tree)
    {
        var texts = Texts(tree);
        return
        [
            .. tree.Manifest.Entries.Select(entry => entry.Kind == ArchiveEntryKind.Directory
                ? $"{entry.Path}/{Mode(entry, PrivateDirectory)}"
                : $"{entry.Path}={texts[entry.Path]}{Mode(entry, PrivateFile)}"),
        ];
    }

    /// <summary>The contents of the files of an archive.</summary>
    public static IReadOnlyDictionary<string, string> Texts(PackedTree tree)
    {
        var texts = new Dictionary<string, string>();
        tree.ReadFiles(
            tree.Manifest.Entries.Where(entry => entry.Kind == ArchiveEntryKind.File).Select(entry => entry.Path),
            (path, bytes) => texts.Add(path, Encoding.Latin1.GetString(bytes)));
        return texts;
    }

    private static string Mode(ArchiveEntry entry, int usual) => entry.Mode == usual ? "" : $" {Convert.ToString(entry.Mode, 8)}";
}
