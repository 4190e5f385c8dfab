using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tar;

namespace TazPod.Vault.Archive;

/// <summary>Writes an archive from entries of others. With entries in canonical order the result is what <see cref="ArchiveWriter"/> would
/// write for that tree, but no file of it is ever outside of memory.</summary>
internal static class ArchiveComposer
{
    /// <summary>The bytes of the tar of these entries, which a limit applies to.</summary>
    public static long UnpackedBytes(IEnumerable<ArchiveEntry> entries) =>
        TarOutput.BytesFor(entries.Select(entry => (entry.Path, entry.Size)));

    /// <summary>Writes the archive.</summary>
    /// <param name="entries">Its entries, in the order in which they are written; a directory before what is in it. Each source is read
    /// once, if its files are in the order in which its archive stores them.</param>
    /// <param name="destination">Receives the archive. What was written before a failure is unusable.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The content of the new archive.</returns>
    public static ArchiveManifest Write(IReadOnlyList<ComposedEntry> entries, Stream destination, CancellationToken cancellationToken)
    {
        var sources = entries.Where(entry => entry.Source is not null).GroupBy(entry => entry.Source!)
            .ToDictionary(entries => entries.Key, entries => new ComposedSource(entries.Key, entries.Select(entry => entry.SourcePath)));
        try
        {
            using var packed = new GzipMembers(destination);
            var tar = new TarOutput(packed);
            foreach (var composed in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var entry = composed.Entry;
                if (entry.Kind == ArchiveEntryKind.Directory)
                {
                    tar.Directory(entry.Path, entry.Mode);
                    continue;
                }

                tar.BeginFile(entry.Path, entry.Mode, entry.Size);
                if (composed.Source is { } source)
                {
                    sources[source].CopyTo(tar, composed.SourcePath);
                }
                else
                {
                    tar.Content(composed.Content.Span);
                }

                tar.EndFile();
            }

            tar.End();
            packed.Finish();
            return new ArchiveManifest(entries.Select(entry => entry.Entry), hasVaultPass: false, []);
        }
        finally
        {
            foreach (var source in sources.Values)
            {
                source.Dispose();
            }
        }
    }
}
