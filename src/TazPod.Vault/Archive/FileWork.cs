using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Archive;

/// <summary>One file of an archive. It is hashed and, if extracted, written on other cores than the one that reads the archive.</summary>
/// <remarks>The pieces of one file are processed in order; different files are processed in parallel.</remarks>
internal sealed class FileWork(string path, int mode, bool hashes, Extraction? extraction, ContentPieces pieces) : IDisposable
{
    private readonly IncrementalHash? hash = hashes ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private FileStream? file;
    private long size;
    private volatile bool hasFailed;
    private Task work = Task.CompletedTask;

    /// <summary>Whether the work has finished, successfully or not.</summary>
    public bool IsDone => work.IsCompleted;

    /// <summary>Whether a piece could not be processed. Further pieces are pointless.</summary>
    public bool HasFailed => hasFailed;

    /// <summary>Takes the next piece. It returns to the pool when it is processed.</summary>
    public void Append(ContentPiece piece, bool isLast) => work = work.ContinueWith(
        before =>
        {
            try
            {
                before.GetAwaiter().GetResult();
                Take(piece, isLast);
            }
            catch
            {
                hasFailed = true;
                throw;
            }
            finally
            {
                pieces.Return(piece);
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.None,
        TaskScheduler.Default);

    /// <summary>The file's entry. Waits until its last piece is processed.</summary>
    /// <exception cref="Errors.VaultException">6xxx: it cannot be written.</exception>
    public ArchiveEntry Entry()
    {
        work.GetAwaiter().GetResult();
        var sha256 = hash is null ? "" : Convert.ToHexStringLower(hash.GetHashAndReset());
        return new ArchiveEntry(path, ArchiveEntryKind.File, mode, size, sha256);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Wait until the work no longer uses its resources. Its outcome does not matter any more.
        ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
        file?.Dispose();
        hash?.Dispose();
    }

    private void Take(ContentPiece piece, bool isLast)
    {
        file ??= extraction?.CreateFile(path);
        hash?.AppendData(piece.Content);
        size += piece.Size;
        if (file is not null)
        {
            Extraction.Write(file, piece.Content);
        }

        if (file is not null && isLast)
        {
            var finished = file;
            file = null;
            extraction!.Finish(finished, mode);
        }
    }
}
