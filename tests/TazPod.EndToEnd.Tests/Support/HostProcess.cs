using System.Reflection;
using System.Text;
using TazPod.Testing.Processes;
using TazPod.Vault;

namespace TazPod.EndToEnd.Tests.Support;

/// <summary>The host as a separate process, as users run it, with an environment that contains none of the tester's own settings.</summary>
internal sealed class HostProcess : IDisposable
{
    // A hang must end the test, however busy the machine is.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Kept = ["PATH", "DOTNET_ROOT", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

    private readonly TestProcess process;
    private readonly PseudoTerminal? terminal;
    private readonly StringBuilder shown = new();
    private readonly Task<string>? atTerminal;

    private HostProcess(TestProcess process, PseudoTerminal? terminal)
    {
        this.process = process;
        this.terminal = terminal;
        atTerminal = terminal is null ? null : Task.Factory.StartNew(Watch, TaskCreationOptions.LongRunning);
    }

    private static string[] Host { get; } = Program("dotnet", Find(Built(nameof(Host))));

    /// <summary>The command line of <c>tazvault</c>, without arguments.</summary>
    public static IReadOnlyList<string> Tool { get; } =
        NativeTool.IsTested ? Program(Find(NativeTool.RelativePath)) : Program("dotnet", Find(Built(nameof(Tool))));

    public static HostProcess Start(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(directory, environment, [], arguments);

    /// <summary>Starts it through another command.</summary>
    public static HostProcess Start(
        string directory, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> wrapper, params string[] arguments)
        => Open(directory, environment, [.. wrapper, .. Host], arguments, null);

    /// <summary>Starts the command <c>tazvault</c> instead.</summary>
    public static HostProcess StartTool(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Open(directory, environment, Tool, arguments, null);

    /// <summary>Starts a verb through a door.</summary>
    /// <param name="door">The door.</param>
    /// <param name="directory">The working directory.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="wrapper">A command that starts it; empty for none.</param>
    /// <param name="target">The name of the verb.</param>
    /// <param name="arguments">Its arguments, as the build takes them.</param>
    public static HostProcess StartVerb(
        Door door, string directory, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> wrapper, string target, params string[] arguments) =>
        door == Door.Build
            ? Start(directory, environment, wrapper, [$"--target={target}", .. arguments])
            : StartToolBy(directory, environment, wrapper, [.. CommandOf(target), .. arguments.Select(InWordsOfTheTool)]);

    /// <summary>Starts the command <c>tazvault</c> through another command.</summary>
    public static HostProcess StartToolBy(
        string directory, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> wrapper, params string[] arguments) =>
        Open(directory, environment, [.. wrapper, .. Tool], arguments, null);

    /// <summary>Starts it at a separate terminal that is so wide that no line is wrapped.</summary>
    public static HostProcess StartAtTerminal(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartAtTerminal(Host, directory, environment, arguments);

    /// <summary>Starts the command <c>tazvault</c> at such a terminal.</summary>
    public static HostProcess StartToolAtTerminal(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartAtTerminal(Tool, directory, environment, arguments);

    private static HostProcess StartAtTerminal(IReadOnlyList<string> program, string directory, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var terminal = PseudoTerminal.Open();
        string[] wrapper = ["sh", "-c", $"exec setsid --ctty --wait sh -c 'stty cols 2000; exec \"$@\"' sh \"$@\" <>{terminal.Path} >&0 2>&0", "sh"];
        return Open(directory, environment, [.. wrapper, .. program], arguments, terminal);
    }

    /// <summary>Types into its terminal as soon as it shows a prompt.</summary>
    public void TypeAt(string prompt, string text)
    {
        lock (shown)
        {
            int at;
            while ((at = shown.ToString().IndexOf(prompt, StringComparison.Ordinal)) < 0)
            {
                if (!Monitor.Wait(shown, Patience))
                    throw new TimeoutException($"no '{prompt}' but '{shown}'");
            }

            shown.Remove(0, at + prompt.Length);
            terminal!.Type(text);
        }
    }

    private static HostProcess Open(
        string directory, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> program, string[] arguments, PseudoTerminal? terminal)
    {
        string[] command = [.. program, .. arguments];
        return new HostProcess(
            TestProcess.Start(new TestCommand(command[0], command[1..])
            {
                Directory = directory,
                Environment = environment,
                Inherits = Kept.Contains,
                Patience = Patience,
            }),
            terminal);
    }

    // If the tests run in the background of a shell, children inherit ignored signals, and the host would keep ignoring them.
    private static string[] Program(params string[] command) =>
        [.. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,TERM,HUP,QUIT"] : Array.Empty<string>(), .. command];

    /// <summary>Its process id, unless it was started through another command.</summary>
    public int Id => process.Id;

    /// <summary>Waits until it has printed a text.</summary>
    public Task PrintsAsync(string text) => process.PrintsAsync(text);

    public void Kill() => process.Kill();

    public void Signal(string name) => process.Signal(name);

    public async Task<HostResult> EndAsync()
    {
        var end = await process.EndAsync();
        return new HostResult(end.ExitCode, atTerminal is null ? end.Output : await atTerminal, end.Error);
    }

    public void Dispose()
    {
        process.Dispose();
        terminal?.Dispose();
    }

    private string Watch()
    {
        var all = new StringBuilder();
        while (terminal!.Read() is { Length: > 0 } text)
        {
            all.Append(text);
            lock (shown)
            {
                shown.Append(text);
                Monitor.PulseAll(shown);
            }
        }

        return all.ToString();
    }

    private static string[] CommandOf(string target) => VaultVerbs.Find(target)?.Command.Split(' ') ?? [target];

    private static string InWordsOfTheTool(string argument) => argument is "--verbosity=diagnostic" or "--verbosity=verbose" ? "--verbose" : argument;

    private static string Built(string name) =>
        typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == name).Value!;

    private static string Find(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, relative)))
                return Path.Combine(at.FullName, relative);
        }

        throw new FileNotFoundException($"{relative} is nowhere above {AppContext.BaseDirectory}");
    }
}
