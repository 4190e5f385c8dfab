using System.Formats.Tar;
using System.Security.Cryptography;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive;

/// <summary>One reading of an archive from its first byte to its last, with or without writing what it holds.</summary>
internal sealed class ArchivePass(ArchiveReadOptions options, Extraction? extraction) : IDisposable
{
    private readonly ArchiveTree tree = new(options.Limits);
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Reads it all.</summary>
    /// <exception cref="VaultException">3xxx: the archive is refused; 6xxx: it cannot be written.</exception>
    public ArchiveManifest Run(ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        try
        {
            using var unpacked = new GzipContent(archive);
            using var guard = new TarGuard(unpacked, options.Limits);
            using var reader = new TarReader(guard, leaveOpen: true);
            var count = 0;
            while (reader.GetNextEntry() is { } entry)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Take(entry, guard.Current!, cancellationToken);
                count++;
            }

            guard.ReadToEnd(cancellationToken);
            if (guard.Count != count)
            {
                throw Disagreement();
            }
        }
        catch (Exception exception) when (exception is not (VaultException or OperationCanceledException or OutOfMemoryException))
        {
            // The framework's reader throws what it likes at what is no tar.
            throw VaultErrors.ArchiveDamaged.With(
                $"the archive in the vault is damaged: {EntryName.Printable(exception.Message)}", "Take another copy of the vault.", exception);
        }

        extraction?.FinishDirectories(tree.DirectoriesDeepestFirst());
        return tree.ToManifest();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(buffer);
        hash.Dispose();
    }

    private void Take(TarEntry entry, TarHeader header, CancellationToken cancellationToken)
    {
        if (header.Type == 'g')
        {
            return;
        }

        var path = header.Type == '5' && header.Name.EndsWith('/') ? header.Name[..^1] : header.Name;
        if (KindRefusal(header.Type) is { } kind)
        {
            throw Refused(header.Name, $"it is {kind}", header.Type is '1' or '2' ? "Leave links out with --skip-links." : null);
        }

        if (EntryPath.Refusal(path, options.Limits, OperatingSystem.IsWindows()) is { } refusal)
        {
            throw Refused(header.Name, $"its path {refusal}", null);
        }

        if (entry.Name != header.Name || entry.Length != header.Size)
        {
            throw Disagreement();
        }

        var mode = (int)entry.Mode;
        if ((mode & ~0x1FF) != 0)
        {
            tree.DropSpecialBits(path);
        }

        TakeChecked(entry, header.Type, path, mode & 0x1FF, cancellationToken);
    }

    private void TakeChecked(TarEntry entry, char type, string path, int mode, CancellationToken cancellationToken)
    {
        switch (type)
        {
            case '1' or '2':
                extraction?.MakeDirectories(tree.AddSkippedLink(path));
                break;
            case '5':
                var made = tree.AddDirectory(path, mode);
                extraction?.MakeDirectories(made);
                break;
            default:
                var implied = tree.AddFile(path);
                extraction?.MakeDirectories(implied);
                tree.Complete(ReadFile(entry, path, mode, cancellationToken));
                break;
        }
    }

    private ArchiveEntry ReadFile(TarEntry entry, string path, int mode, CancellationToken cancellationToken)
    {
        var isWanted = options.IncludeVaultPass || path != ArchiveManifest.VaultPass;
        using var file = isWanted ? extraction?.CreateFile(path) : null;
        var done = 0L;
        while (entry.DataStream is { } content && content.Read(buffer) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            Write(file, path, count);
            done += count;
        }

        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (done != entry.Length)
        {
            throw Disagreement();
        }

        if (file is not null)
        {
            Extraction.Finish(file, path, mode);
        }

        return new ArchiveEntry(path, ArchiveEntryKind.File, mode, done, digest);
    }

    private void Write(FileStream? file, string path, int count)
    {
        if (file is not null)
        {
            ArchiveFailures.Translated("write", path, () => file.Write(buffer.AsSpan(0, count)));
        }
    }

    private string? KindRefusal(char type) => type switch
    {
        '0' or '5' => null,
        '1' => options.SkipLinks ? null : "a hard link",
        '2' => options.SkipLinks ? null : "a symbolic link",
        '3' or '4' => "a device",
        '6' => "a named pipe",
        'S' => "a sparse file",
        _ => "neither a file nor a directory",
    };

    private static VaultException Refused(string name, string why, string? hint) => VaultErrors.ArchiveUnsafe.With(
        $"the archive holds {EntryName.Quote(name)}, which is never extracted: {why}", hint ?? "Pack the tree again without it.");

    private static VaultException Disagreement() => VaultErrors.ArchiveDamaged.With(
        "the archive in the vault is damaged: it can be read in more than one way", "Take another copy of the vault.");
}
