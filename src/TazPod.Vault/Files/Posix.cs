using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Files;

/// <summary>The few system calls that the framework does not offer: statx, flock, madvise, kill, and those that take a directory.</summary>
internal static partial class Posix
{
    private const int AtCurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const ulong AttributeMountRoot = 0x2000;
    private const int NoSuchEntry = 2;
    private const int NotADirectory = 20;
    private const int TerminationSignal = 15;
    private static readonly FileFacts Missing = new(FileKind.Missing, 0, 0, default, 0, 0, 0, 0, false);

    /// <summary>The effective user's id; 0 on Windows, where owners are not looked at.</summary>
    public static uint EffectiveUser => OperatingSystem.IsWindows() ? 0 : GetEffectiveUser();

    /// <summary>Whether this process runs as root.</summary>
    public static bool IsRoot => !OperatingSystem.IsWindows() && EffectiveUser == 0;

    /// <summary>Asks a process to end. One that has ended already is no failure.</summary>
    public static void Terminate(int process) => _ = Kill(process, TerminationSignal);

    public static FileFacts Facts(string path)
    {
        if (Statx(AtCurrentDirectory, path, DoNotFollow, BasicStats, out var stat) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            return errno is NoSuchEntry or NotADirectory ? Missing : throw Failure(errno, path);
        }

        return Facts(stat);
    }

    /// <summary>The facts of what a handle holds open.</summary>
    public static FileFacts Facts(SafeFileHandle handle)
    {
        if (Statx(handle, "", EmptyPath, BasicStats, out var stat) != 0)
        {
            throw Failure(Marshal.GetLastPInvokeError(), "an open file");
        }

        return Facts(stat);
    }

    /// <summary>Makes a rename in this directory survive a power cut.</summary>
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

    /// <summary>Lets the system begin to write a file to the disk, without waiting: a flush soon after has little left to do.</summary>
    /// <remarks>Linux only. A hint: what goes wrong is met by the flush.</remarks>
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

    /// <summary>Takes an exclusive handle on a directory itself, so that no lock file has to lie about.</summary>
    /// <returns>The handle; null when somebody else holds it. Elsewhere than on Linux, a handle on nothing.</returns>
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

    /// <summary>Takes an exclusive hold on what a handle has open, until it is closed; false when somebody else has one.</summary>
    /// <remarks>Some network mounts know no such hold; there it always succeeds, and the workspace's own lock has to do.</remarks>
    public static bool TryLock(SafeFileHandle handle)
    {
        const int ExclusiveNow = 2 | 4;
        const int WouldBlock = 11;
        return Flock(handle, ExclusiveNow) == 0 || Marshal.GetLastPInvokeError() != WouldBlock;
    }

    /// <summary>Asks for large pages below pinned memory. Whoever has none goes on without.</summary>
    public static void PreferLargePages(Span<byte> pinned)
    {
        const int LargePages = 14;
        Advise(pinned, LargePages);
    }

    /// <summary>Gives the pages that lie wholly in pinned memory back to the system; what is read there next is zeros.</summary>
    public static void GiveBack(Span<byte> pinned)
    {
        const int NotNeeded = 4;
        Advise(pinned, NotNeeded);
    }

    /// <summary>Gives back what the allocator of native libraries keeps for later.</summary>
    /// <remarks>GNU's allocator has such a call; elsewhere nothing happens.</remarks>
    public static void TrimNativeMemory()
    {
        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another allocator.
        }
    }

    /// <summary>How many files this process may have open; null where the system does not tell.</summary>
    public static long? MostOpenFiles
    {
        get
        {
            const int OpenFiles = 7;
            return OperatingSystem.IsLinux() && GetLimit(OpenFiles, out var limit) == 0 ? (long)Math.Min(limit.Current, int.MaxValue) : null;
        }
    }

    /// <summary>Whether this process may have only so many addresses (<c>ulimit -v</c>).</summary>
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
