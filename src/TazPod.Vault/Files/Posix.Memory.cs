using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Files;

/// <content>The calls for directories in memory. Linux only.</content>
internal static partial class Posix
{
    /// <summary>Whether an open file or directory is on a file system that is kept in memory, judged by what the kernel says, not by a
    /// name.</summary>
    public static unsafe bool IsInMemory(SafeFileHandle handle)
    {
        const uint TmpFs = 0x01021994;
        const uint RamFs = 0x858458f6;

        // The kind comes first in the kernel's struct, which is at most 120 bytes long.
        var buffer = stackalloc uint[64];
        return StatFs(handle, buffer) == 0 && buffer[0] is TmpFs or RamFs;
    }

    /// <summary>Takes an exclusive lock, like <see cref="TryLock"/>, but fails on a file system that does not support it.</summary>
    public static bool TryLockForSure(SafeFileHandle handle) => Flock(handle, ExclusiveNow) == 0;

    /// <summary>Opens a regular file for reading and writing; null if there is none with this name.</summary>
    public static SafeFileHandle? TryOpenToWriteAt(SafeFileHandle directory, string name, string path)
    {
        var file = TryOpenAt(directory, name, ReadWrite | NonBlocking, path);
        if (file is not null && Facts(file).Kind != FileKind.File)
        {
            file.Dispose();
            return null;
        }

        return file;
    }

    /// <summary>Whether processes that are started from now on inherit an open handle.</summary>
    public static void SetInherited(SafeFileHandle handle, bool isInherited)
    {
        const int SetFlags = 2;
        const int CloseAtStart = 1;
        Require(Control(handle, SetFlags, isInherited ? 0 : CloseAtStart), "an open file");
    }

    /// <summary>Overwrites the content of a regular file with zeros. Does nothing if the file has another name, which may be somebody's
    /// data, if it has holes, which would take memory to fill, or if it is not ours.</summary>
    [UnsupportedOSPlatform("windows")]
    public static void WipeAt(SafeFileHandle directory, string name, string path)
    {
        using var file = OpenToWipe(directory, name, path);
        if (file is null
            || Statx(file, "", EmptyPath, BasicStats, out var stat) != 0
            || Facts(stat) is not { Kind: FileKind.File, Size: > 0 } facts
            || facts.Owner != EffectiveUser
            || stat.Links != 1
            || stat.Blocks * 512 < stat.Size)
        {
            return;
        }

        var zeros = new byte[Math.Min(facts.Size, 64 * 1024)];
        for (var at = 0L; at < facts.Size; at += zeros.Length)
        {
            RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, facts.Size - at)), at);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static SafeFileHandle? OpenToWipe(SafeFileHandle directory, string name, string path)
    {
        if (Opened(OpenAt(directory, name, ReadWrite | NonBlocking | NoFollow | CloseOnExec, 0)) is { } writable)
        {
            return writable;
        }

        if (Marshal.GetLastPInvokeError() != Denied)
        {
            return null;
        }

        // A file of mode 0400, as keys have it.
        using (var readable = Opened(OpenAt(directory, name, NonBlocking | NoFollow | CloseOnExec, 0)))
        {
            if (readable is null || Facts(readable) is not { Kind: FileKind.File } facts || facts.Owner != EffectiveUser)
            {
                return null;
            }

            File.SetUnixFileMode(readable, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return TryOpenAt(directory, name, ReadWrite | NonBlocking, path);
    }

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    private static unsafe partial int StatFs(SafeFileHandle file, uint* buffer);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, int argument);
}
