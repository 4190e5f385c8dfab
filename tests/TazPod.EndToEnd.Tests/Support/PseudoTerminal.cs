using System.Runtime.InteropServices;
using System.Text;

namespace TazPod.EndToEnd.Tests.Support;

/// <summary>A Linux terminal without a screen. The test reads a process's output from it and types by writing to it.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const ulong SetLock = 0x40045431; // TIOCSPTLCK
    private const ulong GetNumber = 0x80045430; // TIOCGPTN
    private readonly FileStream master;

    private PseudoTerminal(FileStream master, int number)
    {
        this.master = master;
        Path = $"/dev/pts/{number}";
    }

    /// <summary>The path under which a process opens it.</summary>
    public string Path { get; }

    public static PseudoTerminal Open()
    {
        var master = new FileStream("/dev/ptmx", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var number = 0;
        return Ioctl(master.SafeFileHandle, SetLock, ref number) == 0 && Ioctl(master.SafeFileHandle, GetNumber, ref number) == 0
            ? new PseudoTerminal(master, number)
            : throw new IOException($"no terminal: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>The next output; empty when no process has the terminal open any more.</summary>
    public string Read()
    {
        var buffer = new byte[4096];
        try
        {
            return Encoding.UTF8.GetString(buffer, 0, master.Read(buffer));
        }
        catch (IOException)
        {
            return "";
        }
    }

    public void Type(string text) => master.Write(Encoding.UTF8.GetBytes(text));

    public void Dispose() => master.Dispose();

#pragma warning disable SYSLIB1054 // LibraryImport requires unsafe code.
    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Ioctl(SafeHandle file, ulong request, ref int argument);
#pragma warning restore SYSLIB1054
}
