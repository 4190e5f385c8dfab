using System.Runtime.InteropServices;

namespace TazPod.Tracing;

/// <summary>A system call that changes files, and the meaning of its arguments.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">The argument with the path; -1 if the call has a descriptor instead.</param>
/// <param name="Target">The argument with the second path; -1 for none.</param>
/// <param name="Descriptor">The argument with the descriptor of the file; -1 for none.</param>
/// <param name="Flags">The argument with the flags of an open; -1 for none.</param>
/// <param name="Mode">The argument with the mode of the created file; -1 for none.</param>
/// <param name="IsRelative">Whether the argument before a path is the directory that it is relative to.</param>
internal sealed record FileCall(
    string Name, int Path = -1, int Target = -1, int Descriptor = -1, int Flags = -1, int Mode = -1, bool IsRelative = false)
{
    private static readonly FileCall[] Calls =
    [
        new("open", Path: 0, Flags: 1, Mode: 2), new("creat", Path: 0, Mode: 1),
        new("openat", Path: 1, Flags: 2, Mode: 3, IsRelative: true),
        new("write", Descriptor: 0), new("pwrite64", Descriptor: 0), new("writev", Descriptor: 0), new("pwritev", Descriptor: 0),
        new("pwritev2", Descriptor: 0), new("sendfile", Descriptor: 0), new("copy_file_range", Descriptor: 2),
        new("truncate", Path: 0), new("ftruncate", Descriptor: 0), new("fallocate", Descriptor: 0),
        new("rename", Path: 0, Target: 1), new("renameat", Path: 1, Target: 3, IsRelative: true),
        new("renameat2", Path: 1, Target: 3, IsRelative: true),
        new("mkdir", Path: 0, Mode: 1), new("mkdirat", Path: 1, Mode: 2, IsRelative: true),
        new("rmdir", Path: 0), new("unlink", Path: 0), new("unlinkat", Path: 1, IsRelative: true),
        new("chmod", Path: 0), new("fchmod", Descriptor: 0), new("fchmodat", Path: 1, IsRelative: true),
        new("fchmodat2", Path: 1, IsRelative: true),
        new("chown", Path: 0), new("lchown", Path: 0), new("fchown", Descriptor: 0), new("fchownat", Path: 1, IsRelative: true),
        new("link", Path: 0, Target: 1), new("linkat", Path: 1, Target: 3, IsRelative: true),
        new("symlink", Path: 1), new("symlinkat", Path: 2, IsRelative: true),
        new("fsync", Descriptor: 0), new("fdatasync", Descriptor: 0), new("syncfs", Descriptor: 0), new("utimensat", Path: 1, IsRelative: true),
    ];

    // asm/unistd_64.h, and asm-generic/unistd.h, which only has the newer calls.
    private static readonly Dictionary<string, int> X64 = new()
    {
        ["open"] = 2,
        ["creat"] = 85,
        ["openat"] = 257,
        ["write"] = 1,
        ["pwrite64"] = 18,
        ["writev"] = 20,
        ["pwritev"] = 296,
        ["pwritev2"] = 328,
        ["sendfile"] = 40,
        ["copy_file_range"] = 326,
        ["truncate"] = 76,
        ["ftruncate"] = 77,
        ["fallocate"] = 285,
        ["rename"] = 82,
        ["renameat"] = 264,
        ["renameat2"] = 316,
        ["mkdir"] = 83,
        ["mkdirat"] = 258,
        ["rmdir"] = 84,
        ["unlink"] = 87,
        ["unlinkat"] = 263,
        ["chmod"] = 90,
        ["fchmod"] = 91,
        ["fchmodat"] = 268,
        ["fchmodat2"] = 452,
        ["chown"] = 92,
        ["lchown"] = 94,
        ["fchown"] = 93,
        ["fchownat"] = 260,
        ["link"] = 86,
        ["linkat"] = 265,
        ["symlink"] = 88,
        ["symlinkat"] = 266,
        ["fsync"] = 74,
        ["fdatasync"] = 75,
        ["syncfs"] = 306,
        ["utimensat"] = 280,
    };

    private static readonly Dictionary<string, int> Generic = new()
    {
        ["openat"] = 56,
        ["write"] = 64,
        ["pwrite64"] = 68,
        ["writev"] = 66,
        ["pwritev"] = 70,
        ["pwritev2"] = 287,
        ["sendfile"] = 71,
        ["copy_file_range"] = 285,
        ["truncate"] = 45,
        ["ftruncate"] = 46,
        ["fallocate"] = 47,
        ["renameat"] = 38,
        ["renameat2"] = 276,
        ["mkdirat"] = 34,
        ["unlinkat"] = 35,
        ["fchmod"] = 52,
        ["fchmodat"] = 53,
        ["fchmodat2"] = 452,
        ["fchown"] = 55,
        ["fchownat"] = 54,
        ["linkat"] = 37,
        ["symlinkat"] = 36,
        ["fsync"] = 82,
        ["fdatasync"] = 83,
        ["syncfs"] = 267,
        ["utimensat"] = 88,
    };

    /// <summary>The calls by their numbers on this machine's architecture.</summary>
    public static IReadOnlyDictionary<long, FileCall> ByNumber { get; } = Here();

    private static Dictionary<long, FileCall> Here()
    {
        var numbers = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? X64 : Generic;
        return Calls.Where(call => numbers.ContainsKey(call.Name)).ToDictionary(call => (long)numbers[call.Name]);
    }
}
