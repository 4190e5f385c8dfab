using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tar;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive;

/// <summary>Extracts tar.gz bytes into a directory, or lists their entries. Any doubtful entry is refused by name.</summary>
/// <remarks>Accepts files and directories with relative paths, each path once, and hard links to an earlier file, which are extracted as
/// copies. Symbolic links, devices, pipes and sparse files are never extracted. Modes are kept without setuid, setgid and sticky; owners
/// and times are dropped. The input is read to the last byte of the last gzip member, so a wrong checksum or trailing data is always
/// detected.</remarks>
internal static class ArchiveReader
{
    /// <summary>Reads and checks the whole archive without writing anything.</summary>
    /// <exception cref="VaultException">TAZPOD3003: the archive is damaged; TAZPOD3004: it holds an entry that is never extracted;
    /// TAZPOD3005: it exceeds the limits.</exception>
    public static ArchiveManifest Inspect(ReadOnlyMemory<byte> archive, ArchiveReadOptions options, CancellationToken cancellationToken)
    {
        using var pass = new ArchivePass(options, extraction: null);
        return pass.Run(archive, cancellationToken);
    }

    /// <summary>Extracts into an existing empty directory that no other process writes to. After a failure the directory is empty
    /// again.</summary>
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

    /// <summary>Reads the content of one file of an archive that was inspected before. The caller wipes it.</summary>
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

            return ReadContent(tar, file.Size);
        }

        throw new InvalidOperationException("the archive is not the one that was inspected");
    }

    /// <summary>Reads several files of an archive that was inspected before, in one pass. Their bytes are wiped after use.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="isWanted">Whether to read the file at a path.</param>
    /// <param name="use">Receives the path and the content of each.</param>
    public static void ReadFiles(ReadOnlyMemory<byte> archive, Func<string, bool> isWanted, Action<string, byte[]> use) =>
        TakeFiles(archive, isWanted, (path, content) =>
        {
            try
            {
                use(path, content);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(content);
            }
        });

    /// <summary>Like <see cref="ReadFiles"/>, but the caller keeps the bytes, and wipes them.</summary>
    public static void TakeFiles(ReadOnlyMemory<byte> archive, Func<string, bool> isWanted, Action<string, byte[]> take)
    {
        using var unpacked = new GzipContent(archive);
        var tar = new TarInput(unpacked, ArchiveLimits.Format);
        while (tar.Next(CancellationToken.None) is { } header)
        {
            var path = ArchivePass.Plain(header);
            if (header.Type == '0' && isWanted(path))
            {
                take(path, ReadContent(tar, header.Size));
            }
        }
    }

    private static byte[] ReadContent(TarInput tar, long length)
    {
        var content = LargeBuffer.Allocate(length);
        for (var size = 0; size < content.Length;)
        {
            var count = tar.Read(content.AsSpan(size));
            size += count > 0 ? count : throw new InvalidOperationException("the archive is not the one that was inspected");
        }

        return content;
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
