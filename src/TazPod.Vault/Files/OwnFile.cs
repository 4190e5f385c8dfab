using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>This tool's own small files: regular files, never links. A link there was put by somebody else, and where it leads is not ours
/// to read or write.</summary>
internal static class OwnFile
{
    /// <summary>Reads it whole; null when nothing is there.</summary>
    /// <exception cref="VaultException">6008 it is a link, no regular file, or larger.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[]? Read(string path, int largestBytes)
    {
        if (FileFacts.Of(path).Kind == FileKind.Missing)
        {
            return null;
        }

        Require(path);
        using var file = OperatingSystem.IsLinux() ? Posix.TryOpenFile(path) : File.OpenHandle(path);
        return Read(file, path, largestBytes);
    }

    /// <summary>Reads what was opened without following a link; null stands for a link.</summary>
    public static byte[] Read(SafeFileHandle? file, string path, int largestBytes)
    {
        if (file is null || FileFacts.Of(file) is not { Kind: FileKind.File } facts)
        {
            throw Foreign(path, "is no regular file");
        }

        if (facts.Size > largestBytes)
        {
            throw Foreign(path, $"has {facts.Size} bytes, more than this tool ever writes there");
        }

        var content = new byte[facts.Size];
        var length = 0;
        while (length < content.Length && RandomAccess.Read(file, content.AsSpan(length), length) is > 0 and var count)
        {
            length += count;
        }

        return content[..length];
    }

    /// <summary>Refuses to go on where something else than a regular file has the name; nothing at all is fine.</summary>
    /// <exception cref="VaultException">6008 it has.</exception>
    public static void Require(string path)
    {
        var what = FileFacts.Of(path).Kind switch
        {
            FileKind.Missing or FileKind.File => null,
            FileKind.Link => "is a link",
            FileKind.Directory => "is a directory",
            _ => "is no regular file",
        };
        if (what is not null)
        {
            throw Foreign(path, what);
        }
    }

    private static VaultException Foreign(string path, string what) => VaultErrors.NotOurs.With(
        $"'{path}' {what}, where this tool keeps a file of its own; nothing was read or written there",
        $"See who put it there, then remove it: rm -r '{path}'");
}
