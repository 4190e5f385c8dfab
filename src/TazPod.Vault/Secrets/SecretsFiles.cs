using TazPod.Vault.Archive;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets;

/// <summary>Removing and moving trees whose directories may be read-only.</summary>
internal static class SecretsFiles
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Removes a tree. A directory of mode 0500 is no obstacle: it is opened up first.</summary>
    public static void Delete(string path)
    {
        if (FileFacts.Of(path).Kind == FileKind.Missing)
        {
            return;
        }

        OpenUp(path);
        Directory.Delete(path, recursive: true);
    }

    /// <summary>Moves one entry within its file system. A read-only directory cannot be moved by its owner unless it is opened up.</summary>
    public static void Move(string from, string to)
    {
        if (FileFacts.Of(from).Kind != FileKind.Directory)
        {
            File.Move(from, to);
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.Move(from, to);
            return;
        }

        var mode = File.GetUnixFileMode(from);
        if (!mode.HasFlag(UnixFileMode.UserWrite))
        {
            File.SetUnixFileMode(from, mode | UnixFileMode.UserWrite);
        }

        Directory.Move(from, to);
        if (!mode.HasFlag(UnixFileMode.UserWrite))
        {
            File.SetUnixFileMode(to, mode);
        }
    }

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
    public static void CarryCachedPassphrase(string from, string to) => Guarded($"cannot carry '{from}' over", () =>
    {
        if (new FileInfo(from).LinkTarget is { } target)
        {
            File.CreateSymbolicLink(to, target);
        }
        else
        {
            StagedFile.Replace(to, File.ReadAllBytes(from));
        }
    });

    private static void OpenUp(string path)
    {
        if (OperatingSystem.IsWindows() || FileFacts.Of(path).Kind != FileKind.Directory)
        {
            return;
        }

        File.SetUnixFileMode(path, Owner);
        foreach (var directory in Directory.EnumerateDirectories(path))
        {
            OpenUp(directory);
        }
    }
}
