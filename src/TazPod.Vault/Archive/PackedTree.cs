using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Archive;

/// <summary>An archive in memory that was inspected, and its content.</summary>
/// <param name="Archive">The tar.gz bytes. Whoever owns them decides how long this is valid.</param>
/// <param name="Manifest">Their content.</param>
internal sealed record PackedTree(ReadOnlyMemory<byte> Archive, ArchiveManifest Manifest)
{
    /// <summary>Reads several files in one pass. Their bytes are wiped after use.</summary>
    /// <param name="paths">The files, which must exist.</param>
    /// <param name="use">Receives the path and the content of each, in the order of the archive.</param>
    public void ReadFiles(IEnumerable<string> paths, Action<string, byte[]> use)
    {
        var named = paths.ToLookup(StoredAt, StringComparer.Ordinal);
        ArchiveReader.ReadFiles(Archive, named.Contains, (stored, bytes) =>
        {
            foreach (var path in named[stored])
            {
                use(path, bytes);
            }
        });
    }

    /// <summary>The path at which the archive stores the content of a file: another one if the file is a hard link.</summary>
    public string StoredAt(string path) => Manifest.HardLinks.GetValueOrDefault(path, path);
}
