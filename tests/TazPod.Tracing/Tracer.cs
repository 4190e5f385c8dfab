using System.Text;

namespace TazPod.Tracing;

/// <summary>Follows a process through every system call that changes files below a directory. These calls are exactly the instants at which
/// a crash leaves a different state behind.</summary>
internal sealed class Tracer(string root, string log, Plan plan)
{
    private const int Create = 0x40;
    private const int Truncate = 0x200;
    private readonly Dictionary<int, int> failing = [];
    private int process;
    private int count;

    /// <summary>Starts a command and follows it until it ends.</summary>
    /// <returns>Its exit code, or 128 plus the number of the signal that ended it.</returns>
    public int Run(IReadOnlyList<string> command)
    {
        File.WriteAllText(log, "");
        process = Ptrace.Start(command);
        var exitCode = 0;
        while (Ptrace.Wait() is var (thread, status))
        {
            if ((status & 0xff) == 0x7f)
                Ptrace.Resume(thread, Stopped(thread, (status >> 8) & 0xff, status >> 16));
            else if (thread == process)
                exitCode = (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
        }

        return exitCode;
    }

    // Returns the signal with which the thread continues.
    private int Stopped(int thread, int signal, int ptraceEvent)
    {
        if (signal != Ptrace.TrapOfSystemCall)
            return ptraceEvent == 0 ? signal : 0;

        var info = Ptrace.InfoOf(thread);
        if (info.Moment == 1 && FileCall.ByNumber.TryGetValue(info.Number, out var call))
            Entered(thread, call, info.Arguments);
        else if (info.Moment == 2 && failing.Remove(thread, out var errno))
            Ptrace.SetError(thread, errno);
        return 0;
    }

    private void Entered(int thread, FileCall call, Ptrace.Arguments arguments)
    {
        if (call.Flags >= 0 && (arguments[call.Flags] & (Create | Truncate)) == 0)
            return;

        var path = call.Path >= 0 ? PathAt(thread, call, call.Path, arguments) : Link($"fd/{(int)arguments[call.Descriptor]}");
        if (path is null || !path.StartsWith(root, StringComparison.Ordinal))
            return;

        var target = call.Target >= 0 ? PathAt(thread, call, call.Target, arguments) : null;
        var mode = call.Mode >= 0 ? (int)arguments[call.Mode] & 0xFFF : (int?)null;
        var step = new FileStep(++count, call.Name, path, target, mode);
        File.AppendAllText(log, step.ToLine() + "\n");
        Act(thread, step);
    }

    private void Act(int thread, FileStep step)
    {
        if (step.Number == plan.Step && plan.Signal != 0)
            Ptrace.Send(process, plan.Signal);
        if (plan.Errno == 0 || step.Number < plan.Step || plan.Step == 0)
            return;
        if (step.Number == plan.Step || step.NeedsRoom)
        {
            failing[thread] = plan.Errno;
            Ptrace.SkipCall(thread);
        }
    }

    private string? PathAt(int thread, FileCall call, int index, Ptrace.Arguments arguments)
    {
        var path = Read(thread, arguments[index]);
        if (path is null or ['/', ..])
            return path;
        var directory = call.IsRelative && (int)arguments[index - 1] >= 0 ? Link($"fd/{(int)arguments[index - 1]}") : Link("cwd");
        return directory is null ? null : $"{directory}/{path}";
    }

    private static string? Read(int thread, long address)
    {
        var bytes = new byte[4096];
        using var memory = File.OpenHandle($"/proc/{thread}/mem");
        var count = RandomAccess.Read(memory, bytes, address);
        var end = bytes.AsSpan(0, count).IndexOf((byte)0);
        return end < 0 ? null : Encoding.UTF8.GetString(bytes, 0, end);
    }

    private string? Link(string name)
    {
        try
        {
            return new FileInfo($"/proc/{process}/{name}").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
