using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Reads a whole file, if it is a regular file and small. Never a pipe or device, because opening it could block
/// forever.</summary>
/// <param name="Content">The bytes; null if there is a problem. The caller wipes them if they are secret.</param>
/// <param name="Problem">Why it was not read, worded to follow the file's name in a message.</param>
/// <param name="Mode">Its permission bits; 0 on Windows.</param>
/// <param name="Cause">The file system's exception.</param>
internal sealed record SmallFile(byte[]? Content, string? Problem, int Mode = 0, Exception? Cause = null)
{
    /// <summary>The owner of the file that was opened, whatever its name led to before; 0 on Windows.</summary>
    public uint Owner { get; private init; }

    /// <summary>Whether it was not read because this user lacks permission.</summary>
    public bool IsDenied => IsDenial(Cause);

    /// <summary>Whether anything has this name. A directory that cannot be searched counts as yes, so that reading it reports the
    /// reason.</summary>
    public static bool IsThere(string path)
    {
        try
        {
            return FileFacts.Of(path).Kind != FileKind.Missing;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return true;
        }
    }

    public static SmallFile Read(string path, int largestBytes)
    {
        try
        {
            var facts = FileFacts.Of(path);
            var target = path;
            if (facts.Kind == FileKind.Link)
            {
                target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)!.FullName;
                facts = FileFacts.Of(target);
            }

            return facts.Kind switch
            {
                FileKind.File when facts.Size > largestBytes => new SmallFile(null, $"is larger than {largestBytes / 1024} KiB"),
                FileKind.File => ReadRegular(target, largestBytes, facts.Mode),
                FileKind.Missing => new SmallFile(null, "does not exist"),
                FileKind.Directory => new SmallFile(null, "is a directory, not a file"),
                FileKind.Pipe => new SmallFile(null, "is a pipe, not a file"),
                _ => new SmallFile(null, "is not a regular file"),
            };
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            var reason = IsDenial(exception) ? "permission denied" : "the file system fails";
            return new SmallFile(null, $"cannot be read: {reason}", Cause: exception);
        }
    }

    private static bool IsDenial(Exception? exception) =>
        exception is UnauthorizedAccessException || exception?.InnerException is UnauthorizedAccessException;

    private static SmallFile ReadRegular(string path, int largestBytes, int mode)
    {
        using var handle = File.OpenHandle(path);
        var buffer = GC.AllocateUninitializedArray<byte>(largestBytes + 1, pinned: true);
        try
        {
            var length = 0;
            while (length < buffer.Length && RandomAccess.Read(handle, buffer.AsSpan(length), length) is > 0 and var read)
            {
                length += read;
            }

            return length > largestBytes
                ? new SmallFile(null, $"is larger than {largestBytes / 1024} KiB")
                : new SmallFile(buffer[..length], null, mode) { Owner = FileFacts.Of(handle).Owner };
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(buffer);
        }
    }
}
