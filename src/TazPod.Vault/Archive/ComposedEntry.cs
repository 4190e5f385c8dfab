using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Archive;

/// <summary>An entry of an archive that is put together from others, and where its content comes from.</summary>
internal sealed record ComposedEntry
{
    private ComposedEntry(ArchiveEntry entry) => Entry = entry;

    /// <summary>The entry as it will be.</summary>
    public ArchiveEntry Entry { get; private init; }

    /// <summary>The tree that holds the content of a file; null if <see cref="Content"/> is it, and for a directory.</summary>
    public PackedTree? Source { get; private init; }

    /// <summary>The path of that content in <see cref="Source"/>.</summary>
    public string SourcePath { get; private init; } = "";

    /// <summary>The content of a file that no source holds.</summary>
    public ReadOnlyMemory<byte> Content { get; private init; }

    /// <summary>An entry of a tree, possibly under another path or with another mode.</summary>
    /// <param name="source">The tree.</param>
    /// <param name="entry">Its entry.</param>
    /// <param name="path">The new path; null to keep it.</param>
    /// <param name="mode">The new mode; null to keep it.</param>
    public static ComposedEntry From(PackedTree source, ArchiveEntry entry, string? path = null, int? mode = null)
    {
        var composed = entry with { Path = path ?? entry.Path, Mode = mode ?? entry.Mode };
        return entry.Kind == ArchiveEntryKind.Directory
            ? new ComposedEntry(composed)
            : new ComposedEntry(composed) { Source = source, SourcePath = source.StoredAt(entry.Path) };
    }

    /// <summary>A file with new content, which must stay valid until the archive is written.</summary>
    public static ComposedEntry Of(string path, int mode, ReadOnlyMemory<byte> content) =>
        new(new ArchiveEntry(path, ArchiveEntryKind.File, mode, content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span))))
        {
            Content = content,
        };

    /// <summary>A directory.</summary>
    public static ComposedEntry Directory(string path, int mode) => new(new ArchiveEntry(path, ArchiveEntryKind.Directory, mode, 0, ""));
}
