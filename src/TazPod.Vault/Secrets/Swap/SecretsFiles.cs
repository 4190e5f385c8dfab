using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Handles the other files in a secrets directory, and file system failures in it.</summary>
internal static class SecretsFiles
{
    // Anything larger is not a passphrase, and is also refused when read as one.
    private const int LargestPassphrase = 64 << 10;

    /// <summary>Runs a file operation and translates file system exceptions into one clear line.</summary>
    public static T Guarded<T>(string doing, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, doing);
        }
    }

    /// <summary>Runs a file operation without a result.</summary>
    public static void Guarded(string doing, Action operation) =>
        Guarded(doing, () =>
        {
            operation();
            return true;
        });

    /// <summary>TazPod's cached passphrase, if the directory has one. It is carried over, never compared.</summary>
    public static string? CachedPassphrase(string directory)
    {
        var path = Path.Combine(directory, ArchiveManifest.VaultPass);
        return FileFacts.Of(path).Kind is FileKind.File or FileKind.Link ? path : null;
    }

    /// <summary>Copies the cached passphrase into a new tree. A link stays a link.</summary>
    public static void CarryCachedPassphrase(string from, DirectoryHandle to) => Guarded($"cannot copy '{from}'", () =>
    {
        using var directory = DirectoryHandle.Open(Path.GetDirectoryName(from)!);
        if (directory.Facts(ArchiveManifest.VaultPass).Kind == FileKind.Link)
        {
            to.MakeLink(ArchiveManifest.VaultPass, new FileInfo(from).LinkTarget!);
        }
        else if (directory.ReadFile(ArchiveManifest.VaultPass, LargestPassphrase) is { } content)
        {
            StagedFile.Replace(to, ArchiveManifest.VaultPass, content);
            CryptographicOperations.ZeroMemory(content);
        }
    });

    /// <summary>Removes a cached passphrase that was extracted from a vault and does not open it. Otherwise a user with the right
    /// passphrase would never be asked for it.</summary>
    /// <param name="tree">The tree that was extracted.</param>
    /// <param name="opened">The passphrase that opened the vault.</param>
    /// <returns>Whether one was removed.</returns>
    public static bool DropPassphraseOfAnother(DirectoryHandle tree, Passphrase opened) => Guarded($"cannot examine '{tree.Path}'", () =>
    {
        if (tree.Facts(ArchiveManifest.VaultPass) is not { Kind: FileKind.File } file || Holds(tree, file, opened))
        {
            return false;
        }

        tree.DeleteFile(ArchiveManifest.VaultPass);
        return true;
    });

    private static bool Holds(DirectoryHandle tree, FileFacts file, Passphrase opened)
    {
        if (file.Size > LargestPassphrase || tree.ReadFile(ArchiveManifest.VaultPass, LargestPassphrase) is not { } content)
        {
            return false;
        }

        using var cached = new Passphrase(content);
        CryptographicOperations.ZeroMemory(content);
        using var trimmed = cached.WithoutFinalLineEnd();
        return cached.Bytes.SequenceEqual(opened.Bytes) || (trimmed is not null && trimmed.Bytes.SequenceEqual(opened.Bytes));
    }
}
