using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Files;

/// <summary>The few system calls that the framework does not offer: statx, flock, madvise, kill, and the calls that take a
/// directory.</summary>
internal static partial class Posix
{
    private const int AtCurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const ulong AttributeMountRoot = 0x2000;
    private const int NoSuchEntry = 2;
    private const int NotADirectory = 20;
    private const int ExclusiveNow = 2 | 4;
    private static readonly FileFacts Missing = new(FileKind.Missing, 0, 0, default, 0, 0, 0, 0, false);

    /// <summary>The effective user's id; 0 on Windows, where owners are not checked.</summary>
    public static uint EffectiveUser => OperatingSystem.IsWindows() ? 0 : GetEffectiveUser();

    /// <summary>Whether this process runs as root.</summary>
    public static bool IsRoot => !OperatingSystem.IsWindows() && EffectiveUser == 0;

    /// <summary>Sends a signal to a process. It is fine if it has ended already.</summary>
    public static void Send(int process, PosixSignal signal) => _ = Kill(process, signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => 15,
        _ => (int)signal,
    });

    /// <summary>Whether this process ignores the signal for a pipe without a reader, as the framework wants. Processes that it starts inherit
    /// that, and then do not end as usual.</summary>
    public static void IgnoreBrokenPipes(bool isIgnored)
    {
        const int BrokenPipe = 13;
        _ = SetSignal(BrokenPipe, isIgnored ? 1 : 0);
    }

    /// <summary>Whether this process belongs to the group that gets the signals of a terminal's keys.</summary>
    public static bool IsInForeground()
    {
        using var terminal = Opened(OpenAt(AtCurrentDirectory, "/dev/tty", OperatingSystem.IsLinux() ? NonBlocking | CloseOnExec : 0, 0));
        return terminal is not null && GetForegroundGroup(terminal) == GetOwnGroup();
    }

    /// <summary>Writes to a descriptor of this process, such as 1, and fails if its reader has gone.</summary>
    public static unsafe void Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        const int Interrupted = 4;
        var busy = OperatingSystem.IsLinux() ? 11 : 35;
        fixed (byte* start = bytes)
        {
            for (nint written = 0; written < bytes.Length;)
            {
                var count = Write(descriptor, start + written, bytes.Length - written);
                if (count >= 0)
                {
                    written += count;
                }
                else if (Marshal.GetLastPInvokeError() is var errno && errno == busy)
                {
                    // Another process has made it non-blocking.
                    Thread.Sleep(1);
                }
                else if (errno != Interrupted)
                {
                    throw Failure(errno, "the standard output");
                }
            }
        }
    }

    public static FileFacts Facts(string path)
    {
        if (Statx(AtCurrentDirectory, path, DoNotFollow, BasicStats, out var stat) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            return errno is NoSuchEntry or NotADirectory ? Missing : throw Failure(errno, path);
        }

        return Facts(stat);
    }

    /// <summary>The information about an open handle.</summary>
    public static FileFacts Facts(SafeFileHandle handle)
    {
        if (Statx(handle, "", EmptyPath, BasicStats, out var stat) != 0)
        {
            throw Failure(Marshal.GetLastPInvokeError(), "an open file");
        }

        return Facts(stat);
    }

    /// <summary>Makes renames in this directory survive a power cut.</summary>
    /// <remarks>Windows has no such call and needs none.</remarks>
    public static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var directory = OpenDirectory(path);
        Sync(directory, path);
    }

    /// <summary>Lets the system start writing a file to disk without waiting, so that a later flush has little left to do.</summary>
    /// <remarks>Linux only. This is a hint; the flush reports any failure.</remarks>
    public static void StartWriting(SafeFileHandle file)
    {
        const uint Write = 2;
        _ = SyncFileRange(file, 0, 0, Write);
    }

    private static FileFacts Facts(in StatxBuffer stat)
    {
        var kind = (stat.Mode & 0xF000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Directory,
            0xA000 => FileKind.Link,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            _ => FileKind.Device,
        };
        var modified = DateTimeOffset.FromUnixTimeSeconds(stat.ModifiedSeconds).AddTicks(stat.ModifiedNanoseconds / 100);
        return new FileFacts(
            kind,
            stat.Mode & 0xFFF,
            (long)stat.Size,
            modified,
            stat.Owner,
            stat.Group,
            ((ulong)stat.DeviceMajor << 32) | stat.DeviceMinor,
            stat.Inode,
            (stat.Attributes & AttributeMountRoot) != 0);
    }

    /// <summary>Takes an exclusive lock on a directory itself, so that no lock file is needed.</summary>
    /// <returns>The handle; null if another process holds it. On systems other than Linux, an empty handle.</returns>
    public static SafeFileHandle? TryHoldDirectory(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new SafeFileHandle(-1, ownsHandle: false);
        }

        var handle = OpenDirectory(path);
        if (TryLock(handle))
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Takes an exclusive lock on an open handle until it is closed; false if another process has it.</summary>
    /// <remarks>Some network mounts do not support this lock. There it always succeeds, and the workspace's own lock must
    /// suffice.</remarks>
    public static bool TryLock(SafeFileHandle handle)
    {
        const int WouldBlock = 11;
        return Flock(handle, ExclusiveNow) == 0 || Marshal.GetLastPInvokeError() != WouldBlock;
    }

    /// <summary>Requests large pages for pinned memory. Without large pages, nothing changes.</summary>
    public static void PreferLargePages(Span<byte> pinned)
    {
        const int LargePages = 14;
        Advise(pinned, LargePages);
    }

    /// <summary>Returns the pages that are entirely within pinned memory to the system. They read as zeros afterwards.</summary>
    public static void GiveBack(Span<byte> pinned)
    {
        const int NotNeeded = 4;
        Advise(pinned, NotNeeded);
    }

    /// <summary>Returns memory that the native allocator caches.</summary>
    /// <remarks>Only GNU's allocator has such a call; elsewhere this does nothing.</remarks>
    public static void TrimNativeMemory()
    {
        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another allocator is in use.
        }
    }

    /// <summary>The number of files that this process may have open; null if the system does not report it.</summary>
    public static long? MostOpenFiles
    {
        get
        {
            const int OpenFiles = 7;
            return OperatingSystem.IsLinux() && GetLimit(OpenFiles, out var limit) == 0 ? (long)Math.Min(limit.Current, int.MaxValue) : null;
        }
    }

    /// <summary>Whether the address space of this process is limited (<c>ulimit -v</c>).</summary>
    public static bool LimitsAddresses
    {
        get
        {
            const int Addresses = 9;
            return OperatingSystem.IsLinux() && GetLimit(Addresses, out var limit) == 0 && limit.Current != nuint.MaxValue;
        }
    }

    private static unsafe void Advise(Span<byte> pinned, int advice)
    {
        fixed (byte* start = pinned)
        {
            var page = (nuint)Environment.SystemPageSize;
            var first = ((nuint)start + page - 1) / page * page;
            var end = ((nuint)start + (nuint)pinned.Length) / page * page;
            if (end > first)
            {
                _ = Advise((nint)first, end - first, advice);
            }
        }
    }

    private static IOException Failure(int errno, string path)
    {
        var reason = new Win32Exception(errno).Message;
        return errno is NoSuchEntry ? new FileNotFoundException($"{reason}: '{path}'")
            : errno is 1 or 13 or 30 ? new IOException($"{reason}: '{path}'", new UnauthorizedAccessException(reason))
            : new IOException($"{reason}: '{path}'", errno);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out StatxBuffer buffer);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(SafeFileHandle file, string path, int flags, uint mask, out StatxBuffer buffer);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long count, uint flags);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int GetForegroundGroup(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int GetOwnGroup();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    private struct ResourceLimit
    {
        public nuint Current;
        public nuint Most;
    }

    // The kernel's struct statx: the same on every architecture, 256 bytes.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxBuffer
    {
        [FieldOffset(8)]
        public ulong Attributes;

        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(48)]
        public ulong Blocks;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
