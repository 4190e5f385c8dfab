using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Workspace;

/// <summary>Reading a vault file.</summary>
internal static class VaultFile
{
    /// <summary>Bytes that are hashed at a time.</summary>
    public const int PieceSize = 1 << 20;

    /// <summary>Fails if the vault file is not a regular file; opening a pipe would block forever.</summary>
    /// <exception cref="VaultException">1001: it is not a regular file.</exception>
    public static void RequireFile(string path)
    {
        var what = FileFacts.Of(StagedFile.ResolveLink(path)).Kind switch
        {
            FileKind.Missing or FileKind.File => null,
            FileKind.Directory => "a directory",
            _ => "not a regular file",
        };
        if (what is not null)
        {
            throw VaultErrors.InvalidSetting.With(
                $"'{path}' is {what}, but the vault must be a file", "Name the file itself, with --vault-file, TAZPOD_VAULT_FILE or vault.file.");
        }
    }

    /// <summary>Reads the file into a buffer, and returns its SHA-256, lower-case hex.</summary>
    /// <remarks>Each piece is hashed on another core while the next piece is read. The next piece is stored after it or, if the buffer is too
    /// small, over the one before.</remarks>
    public static string ReadAndHash(FileStream stream, int size, Memory<byte> room, bool hashes, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hashing = Task.CompletedTask;
        try
        {
            for (var done = 0; done < size;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var piece = room.Slice(done % room.Length, Math.Min(PieceSize, size - done));
                stream.ReadExactly(piece.Span);
                hashing.GetAwaiter().GetResult();
                hashing = hashes ? Task.Run(() => sha256.AppendData(piece.Span), CancellationToken.None) : hashing;
                done += piece.Length;
            }
        }
        finally
        {
            hashing.GetAwaiter().GetResult();
        }

        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }

    /// <summary>Opens it; what fails is an exception of the file system.</summary>
    public static FileStream Open(string path) => new(
        path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>Opens it.</summary>
    /// <exception cref="VaultException">6xxx: it cannot be read.</exception>
    public static FileStream OpenOrTranslate(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read the vault '{path}'");
        }
    }

    /// <summary>The failure when another program wrote the file meanwhile.</summary>
    public static VaultException Written(string path) => VaultErrors.WorkspaceBusy.With(
        $"another program changed '{path}' at the same time", "Run the same step again when nothing else is writing there.");
}
