using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tar;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive;

/// <summary>tar.gz bytes to a directory, or to a list of what they hold. What is not beyond doubt is refused by name.</summary>
/// <remarks>Only files and directories with relative paths, each once, and hard links to an earlier file, as copies of it; symbolic links,
/// devices, pipes and sparse files never. Modes are kept
/// without setuid, setgid and sticky; owners and times are not. Everything is read to the last byte of the last gzip member, so a
/// wrong checksum or something behind the end never passes.</remarks>
internal static class ArchiveReader
{
    /// <summary>Reads and checks the whole archive and writes nothing.</summary>
    /// <exception cref="VaultException">TAZPOD3003: damaged; TAZPOD3004: an entry that is never extracted; TAZPOD3005:
    /// beyond the limits.</exception>
    public static ArchiveManifest Inspect(ReadOnlyMemory<byte> archive, ArchiveReadOptions options, CancellationToken cancellationToken)
    {
        using var pass = new ArchivePass(options, extraction: null);
        return pass.Run(archive, cancellationToken);
    }

    /// <summary>Extracts into an existing empty directory that nobody else writes to; after a failure it is empty again.</summary>
    /// <remarks>When it returns, all content is on the disk.</remarks>
    /// <exception cref="VaultException">As <see cref="Inspect"/>; TAZPOD6003, TAZPOD6004, TAZPOD6005: the directory cannot be
    /// written.</exception>
    public static ArchiveManifest Extract(
        ReadOnlyMemory<byte> archive, DirectoryHandle directory, ArchiveReadOptions options, CancellationToken cancellationToken)
    {
        CheckIsEmpty(directory);
        var extraction = new Extraction(directory);
        try
        {
            using var pass = new ArchivePass(options, extraction);
            return pass.Run(archive, cancellationToken);
        }
        catch
        {
            extraction.Undo();
            throw;
        }
    }

    /// <inheritdoc cref="Extract(ReadOnlyMemory{byte}, DirectoryHandle, ArchiveReadOptions, CancellationToken)"/>
    public static ArchiveManifest Extract(
        ReadOnlyMemory<byte> archive, string directory, ArchiveReadOptions options, CancellationToken cancellationToken)
    {
        using var opened = ArchiveFailures.Translated("extract into", directory, () => DirectoryHandle.Open(directory));
        return Extract(archive, opened, options, cancellationToken);
    }

    /// <summary>The content of one file of an archive that was inspected before; the caller wipes it.</summary>
    public static byte[] ReadFile(ReadOnlyMemory<byte> archive, ArchiveEntry file)
    {
        using var unpacked = new GzipContent(archive);
        var tar = new TarInput(unpacked, ArchiveLimits.Format);
        while (tar.Next(CancellationToken.None) is { } header)
        {
            if (header.Type != '0' || ArchivePass.Plain(header) != file.Path)
            {
                continue;
            }

            var content = LargeBuffer.Allocate(file.Size);
            for (var size = 0; size < content.Length;)
            {
                var count = tar.Read(content.AsSpan(size));
                size += count > 0 ? count : throw new InvalidOperationException("the archive is not the one that was inspected");
            }

            return content;
        }

        throw new InvalidOperationException("the archive is not the one that was inspected");
    }

    private static void CheckIsEmpty(DirectoryHandle directory) => ArchiveFailures.Translated("extract into", directory.Path, () =>
    {
        if (directory.Names().Any(name => !ReservedName.IsReserved(name)))
        {
            throw VaultErrors.FileFailed.With(
                $"cannot extract into {EntryName.Quote(directory.Path)}: it is not empty", "Extract into a new directory.");
        }
    });
}
