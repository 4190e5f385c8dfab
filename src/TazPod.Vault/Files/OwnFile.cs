using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>This tool's own small files: regular files, never links. A link in such a place was put there by someone else, and we must not
/// read or write its target.</summary>
internal static class OwnFile
{
    /// <summary>Reads the whole file; null if it does not exist.</summary>
    /// <exception cref="VaultException">6008: it is a link, is not a regular file, or is larger.</exception>
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

    /// <summary>Reads a file that was opened without following links; a null handle means that it is a link.</summary>
    public static byte[] Read(SafeFileHandle? file, string path, int largestBytes)
    {
        if (file is null || FileFacts.Of(file) is not { Kind: FileKind.File } facts)
        {
            throw Foreign(path, "is not a regular file");
        }

        if (facts.Size > largestBytes)
        {
            throw Foreign(path, $"has {facts.Size} bytes, more than this tool ever writes to it");
        }

        var content = new byte[facts.Size];
        var length = 0;
        while (length < content.Length && RandomAccess.Read(file, content.AsSpan(length), length) is > 0 and var count)
        {
            length += count;
        }

        return content[..length];
    }

    /// <summary>Fails if the name belongs to anything but a regular file. A missing file is fine.</summary>
    /// <exception cref="VaultException">6008: it does.</exception>
    public static void Require(string path)
    {
        var what = FileFacts.Of(path).Kind switch
        {
            FileKind.Missing or FileKind.File => null,
            FileKind.Link => "is a link",
            FileKind.Directory => "is a directory",
            _ => "is not a regular file",
        };
        if (what is not null)
        {
            throw Foreign(path, what);
        }
    }

    private static VaultException Foreign(string path, string what) => VaultErrors.NotOurs.With(
        $"'{path}' {what}, but this tool keeps a file under this name; nothing was read or written",
        $"Find out who put it there, then remove it: rm -r '{path}'");
}
