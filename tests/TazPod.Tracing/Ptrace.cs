using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TazPod.Tracing;

/// <summary>Stops a process before each of its system calls, with the kernel's own means. The process is not modified.</summary>
internal static partial class Ptrace
{
    public const int TrapOfSystemCall = 5 | 0x80;
    private const int Seize = 0x4206;
    private const int Interrupt = 0x4207;
    private const int ResumeToSystemCall = 24;
    private const int PokeUser = 6;
    private const int GetSystemCallInfo = 0x420e;
    private const int AllThreads = 0x40000000;

    // TRACESYSGOOD, TRACECLONE, EXITKILL.
    private const int Options = 1 | 8 | 0x100000;

    // Offsets into struct user of x86-64: orig_rax and rax.
    private const int CallRegister = 120;
    private const int ResultRegister = 80;

    /// <summary>Starts a process and attaches to it.</summary>
    /// <remarks>Not with the framework's Process class, which would collect the stops of a traced child and mistake them for its
    /// exit.</remarks>
    public static int Start(IReadOnlyList<string> command)
    {
        var environment = Environment.GetEnvironmentVariables();
        nint[] arguments = [.. command.Select(Marshal.StringToCoTaskMemUTF8), 0];
        nint[] variables = [.. environment.Keys.Cast<string>().Select(name => Marshal.StringToCoTaskMemUTF8($"{name}={environment[name]}")), 0];
        var error = Spawn(out var process, command[0], 0, 0, arguments, variables);
        if (error != 0)
            throw new Win32Exception(error);
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task").Select(path => int.Parse(Path.GetFileName(path))))
        {
            // A thread that one of them has started meanwhile is already attached and cannot be seized again; another may have ended.
            var result = Call(Seize, thread, 0, Options);
            if (thread == process)
                Require(result);
            if (result >= 0)
                Require(Call(Interrupt, thread, 0, 0));
        }

        return process;
    }

    /// <summary>Waits for the next change of state of a traced thread.</summary>
    /// <returns>The thread and the status from <c>waitpid</c>; null when there are no more.</returns>
    public static (int Thread, int Status)? Wait() => WaitPid(-1, out var status, AllThreads) is > 0 and var thread ? (thread, status) : null;

    /// <summary>Lets a thread continue to its next system call, or to the end of the current one.</summary>
    public static void Resume(int thread, int signal) => Call(ResumeToSystemCall, thread, 0, signal);

    /// <summary>The system call that a stopped thread is about to make or has made.</summary>
    public static SystemCallInfo InfoOf(int thread)
    {
        Query(GetSystemCallInfo, thread, Unsafe.SizeOf<SystemCallInfo>(), out var info);
        return info;
    }

    /// <summary>At the entry of a call: skips it. On x86-64 only.</summary>
    public static void SkipCall(int thread) => Require(Call(PokeUser, thread, CallRegister, -1));

    /// <summary>At the end of a skipped call: sets its return value.</summary>
    public static void SetError(int thread, int errno) => Require(Call(PokeUser, thread, ResultRegister, -errno));

    public static void Send(int process, int signal) => Require(Kill(process, signal));

    private static void Require(long result)
    {
        if (result < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    private static partial long Call(long request, int thread, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    private static partial long Query(long request, int thread, nint address, out SystemCallInfo info);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int thread, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int process, string file, nint actions, nint attributes, nint[] arguments, nint[] environment);

    /// <summary>The kernel's struct ptrace_syscall_info.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 88)]
    public struct SystemCallInfo
    {
        /// <summary>1 before the call, 2 after it.</summary>
        [FieldOffset(0)]
        public byte Moment;

        [FieldOffset(24)]
        public long Number;

        [FieldOffset(32)]
        public Arguments Arguments;
    }

    /// <summary>The six arguments of a system call.</summary>
    [InlineArray(6)]
    public struct Arguments
    {
        private long first;
    }
}
