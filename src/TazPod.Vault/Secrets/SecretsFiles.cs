using System.Security.Cryptography;
using TazPod.Vault.Archive;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets;

/// <summary>What lies in a secrets directory beside the secrets, and how failures of the file system are told.</summary>
internal static class SecretsFiles
{
    // What is larger is no passphrase, and is refused where it is read as one, too.
    private const int LargestPassphrase = 64 << 10;

    /// <summary>Runs an operation on files and turns what the file system throws into one clear line.</summary>
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

    /// <summary>The same for an operation without a result.</summary>
    public static void Guarded(string doing, Action operation) =>
        Guarded(doing, () =>
        {
            operation();
            return true;
        });

    /// <summary>The cached passphrase of TazPod, if the directory has one: it is carried over, never compared.</summary>
    public static string? CachedPassphrase(string directory)
    {
        var path = Path.Combine(directory, ArchiveManifest.VaultPass);
        return FileFacts.Of(path).Kind is FileKind.File or FileKind.Link ? path : null;
    }

    /// <summary>Puts the cached passphrase into a new tree: a link stays a link.</summary>
    public static void CarryCachedPassphrase(string from, DirectoryHandle to) => Guarded($"cannot carry '{from}' over", () =>
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
}
