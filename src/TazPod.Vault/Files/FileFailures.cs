using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Translates file system exceptions into <see cref="VaultException"/>.</summary>
internal static class FileFailures
{
    // errno values of ENOSPC and EDQUOT, and the Windows HRESULTs of ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] FullCodes = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    // errno values of EMFILE and ENFILE.
    private static readonly int[] HandleCodes = [24, 23];

    /// <summary>Whether the process or the system has run out of file handles.</summary>
    internal static bool IsOutOfHandles(Exception exception) => !OperatingSystem.IsWindows() && HandleCodes.Contains(exception.HResult);

    /// <summary>Whether <see cref="Translate"/> handles this exception.</summary>
    public static bool IsFileFailure(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Creates a <see cref="VaultException"/> from a file system exception.</summary>
    /// <param name="exception">The exception that was thrown.</param>
    /// <param name="doing">The failed operation and its target, for example <c>cannot write '/x/vault.tar.aes'</c>.</param>
    public static VaultException Translate(Exception exception, string doing)
    {
        if (FullCodes.Contains(exception.HResult) || FullCodes.Contains(exception.HResult & 0xFFFF))
        {
            return VaultErrors.DiskFull.With($"{doing}: the file system is full", "Free some space and run the same step again.", exception);
        }

        if (IsOutOfHandles(exception))
        {
            return VaultErrors.FileFailed.With(
                $"{doing}: too many files are open",
                "Raise the limit of open files (ulimit -n), or close programs that hold many files open, and run the same step again.",
                exception);
        }

        var denied = exception is UnauthorizedAccessException || exception.InnerException is UnauthorizedAccessException
            || (exception.HResult & 0xFFFF) is 1 or 13 or 30;
        return denied
            ? VaultErrors.FileDenied.With(
                $"{doing}: permission denied or read-only", "Check the owner and mode of the path and of its directory.", exception)
            : VaultErrors.FileFailed.With($"{doing}: {Reason(exception)}", "Check the path and its file system.", exception);
    }

    // The system's messages end with the path; ours already begin with it.
    private static string Reason(Exception exception) => exception.Message.LastIndexOf(" : '", StringComparison.Ordinal) is var end and > 0
        ? exception.Message[..end]
        : exception.Message;
}
