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
        var named = Stored(paths);
        ArchiveReader.ReadFiles(Archive, named.Contains, (stored, bytes) => Each(named[stored], bytes, use));
    }

    /// <summary>Like <see cref="ReadFiles"/>, but the caller keeps the bytes, and wipes them. Hard links share them.</summary>
    public void TakeFiles(IEnumerable<string> paths, Action<string, byte[]> take)
    {
        var named = Stored(paths);
        ArchiveReader.TakeFiles(Archive, named.Contains, (stored, bytes) => Each(named[stored], bytes, take));
    }

    /// <summary>The path at which the archive stores the content of a file: another one if the file is a hard link.</summary>
    public string StoredAt(string path) => Manifest.HardLinks.GetValueOrDefault(path, path);

    private ILookup<string, string> Stored(IEnumerable<string> paths) => paths.ToLookup(StoredAt, StringComparer.Ordinal);

    private static void Each(IEnumerable<string> paths, byte[] bytes, Action<string, byte[]> use)
    {
        foreach (var path in paths)
        {
            use(path, bytes);
        }
    }
}
