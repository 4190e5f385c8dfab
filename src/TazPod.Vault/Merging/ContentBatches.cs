using TazPod.Vault.Archive;

namespace TazPod.Vault.Merging;

/// <summary>Reads the contents of files that must be combined. Each batch reads each archive once, and is wiped before the next.</summary>
internal static class ContentBatches
{
    /// <summary>Bytes of content in one batch, of all sides: 64 MiB. A single file may have more.</summary>
    public const long MostBytes = 64L << 20;

    /// <summary>Reads all files, batch by batch.</summary>
    /// <param name="files">The files.</param>
    /// <param name="sides">Base, ours and theirs.</param>
    /// <param name="use">Receives the contents of base, null if there is none, of ours and of theirs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static void Read(
        IReadOnlyList<Combination> files,
        (PackedTree Base, PackedTree Ours, PackedTree Theirs) sides,
        Action<Combination, byte[]?, byte[], byte[]> use,
        CancellationToken cancellationToken)
    {
        for (var first = 0; first < files.Count;)
        {
            var count = CountFrom(files, first);
            var batch = files.Skip(first).Take(count).ToList();
            using var contents = new WipedContents();
            var old = Contents(sides.Base, batch.Where(file => file.Base is not null), contents);
            var ours = Contents(sides.Ours, batch, contents);
            var theirs = Contents(sides.Theirs, batch, contents);
            foreach (var file in batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                use(file, old.GetValueOrDefault(file.Path), ours[file.Path], theirs[file.Path]);
            }

            first += count;
        }
    }

    private static int CountFrom(IReadOnlyList<Combination> files, int first)
    {
        var count = 1;
        for (var bytes = files[first].Size; first + count < files.Count; count++)
        {
            bytes += files[first + count].Size;
            if (bytes > MostBytes)
            {
                break;
            }
        }

        return count;
    }

    private static Dictionary<string, byte[]> Contents(PackedTree tree, IEnumerable<Combination> files, WipedContents contents)
    {
        var read = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var paths = files.Select(file => file.Path).ToList();
        if (paths.Count > 0)
        {
            tree.TakeFiles(paths, (path, bytes) => read.Add(path, contents.Keep(bytes)));
        }

        return read;
    }
}
