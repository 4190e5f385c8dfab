using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tar;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive;

/// <summary>Writes the hard links of an archive as copies of the file that they point to.</summary>
internal sealed class HardLinkCopies(ArchiveReadOptions options, Extraction extraction, ArchiveTree tree) : IDisposable
{
    private readonly ContentPieces pieces = new();

    private delegate int Reading(long offset, Span<byte> room);

    /// <summary>Reads the archive once more, and writes a copy of a file for every link to it.</summary>
    /// <exception cref="Errors.VaultException">6xxx: it cannot be written.</exception>
    public void Write(TarInput tar, CancellationToken cancellationToken)
    {
        while (tar.Next(cancellationToken) is { } header)
        {
            if (header.Type == '0' && Wanted(ArchivePass.Plain(header)) is [var first, .. var others])
            {
                Write(tar, header, first, others, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => pieces.Dispose();

    private List<string> Wanted(string file) =>
        [.. tree.HardLinksTo(file).Where(path => options.IncludeVaultPass || path != ArchiveManifest.VaultPass)];

    // The first copy is written from the archive, the others from the first copy. So at most two files are open at once.
    private void Write(TarInput tar, TarHeader header, string first, List<string> others, CancellationToken cancellationToken)
    {
        var mode = EntryMode.Of(header.Mode, isDirectory: false);
        var file = Copy(first, header.Size, (_, room) => tar.Read(room), cancellationToken);
        try
        {
            foreach (var path in others)
            {
                var copy = Copy(path, header.Size, (offset, room) => RandomAccess.Read(file.SafeFileHandle, room, offset), cancellationToken);
                extraction.Finish(copy, mode);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        extraction.Finish(file, mode);
    }

    private FileStream Copy(string path, long size, Reading read, CancellationToken cancellationToken)
    {
        var file = extraction.CreateFile(path);
        var piece = pieces.Take(cancellationToken);
        try
        {
            for (var done = 0L; done < size; done += piece.Size)
            {
                cancellationToken.ThrowIfCancellationRequested();
                piece.Size = read(done, piece.Room[..(int)Math.Min(piece.Room.Length, size - done)]);
                if (piece.Size == 0)
                {
                    throw new EndOfStreamException("the file that was just written has become shorter");
                }

                Extraction.Write(file, piece.Content);
            }

            return file;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            file.Dispose();
            throw ArchiveFailures.Translate(exception, $"cannot copy {EntryName.Quote(path)}");
        }
        catch
        {
            file.Dispose();
            throw;
        }
        finally
        {
            pieces.Return(piece);
        }
    }
}
