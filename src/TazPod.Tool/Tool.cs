using System.Reflection;
using TazPod.Tool.Commands;
using TazPod.Tool.Internal;
using TazPod.Vault;
using TazPod.Vault.Doors;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.Tool;

/// <summary>The command <c>tazvault</c>: one subcommand for each verb, and a few about the command itself.</summary>
internal static class Tool
{
    /// <summary>The name of the command.</summary>
    public const string Name = "tazvault";

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code: <see cref="ExitCode"/>, or that of a command that RunWithVault ran.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var line = new CommandLine(args);
        try
        {
            return line.IsSuggestion ? await line.Parsed.InvokeAsync()
                : line.IsVersion ? Print($"{Name} {Version}")
                : line.Objection is { } objection ? Refuse(objection, line)
                : line.IsHelp ? Print([.. new CommandHelp(line, Width).Lines()])
                : line.Completion is { } shell ? Print(CompletionScript.For(shell))
                : line.IsManual ? Print([.. ManualPage.Lines(line.Root, Version)])
                : await RunAsync(line);
        }
        catch (VaultException failure)
        {
            return Fail(failure, line);
        }
    }

    private static int Width => Terminal.Of(Environment.GetEnvironmentVariable).Width;

    private static string Version =>
        typeof(Tool).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static async Task<int> RunAsync(CommandLine line)
    {
        ReserveOutput(line);
        var verb = line.Verb!;
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        var terminal = Terminal.Of(environment);
        var runner = new VerbRunner(new Door(new ConsoleLog(line.IsQuiet, line.IsVerbose, terminal.Ink), terminal, environment)
        {
            Words = CommandNames.InPlaceOfTasks,
            SecretOutput = new SecretOutput(),
            StepsBack = true,
            FallbackResultFile = () => line.FallbackResultFile(environment),
        });
        var outcome = await runner.RunAsync(verb.Name, () => Load(line), (service, cancel) => service.RunAsync(verb, cancel));
        return outcome.Failure is not { } failure ? (int)ExitCode.Success
            : outcome.IsShown ? (int)failure.ExitCode
            : Fail(failure, line);
    }

    private static LoadedSettings Load(CommandLine line)
    {
        var sources = line.Sources();
        VaultSettingsLoader.RequireKnownArguments(sources, line.Verb!.Takes);
        UnreadArguments.Refuse(sources, [line.Verb!]);
        return VaultSettingsLoader.Load(sources);
    }

    private static int Print(params string[] lines)
    {
        foreach (var line in lines)
        {
            Console.Out.WriteLine(line);
        }

        return (int)ExitCode.Success;
    }

    private static int Refuse(VaultException objection, CommandLine line)
    {
        ReserveOutput(line);
        EarlyResult.Write(line.FallbackResultFile(Environment.GetEnvironmentVariable), line.Verb?.Name, objection);
        return Fail(objection, line);
    }

    // Nothing but the result, the content of a secret, or the output of a command is then printed there.
    private static void ReserveOutput(CommandLine line)
    {
        if (line.Verb == VaultVerbs.Read || line.Verb == VaultVerbs.Run || line.FallbackResultFile(Environment.GetEnvironmentVariable) == ResultFile.Output)
        {
            StandardOutput.Reserve();
        }
    }

    private static int Fail(VaultException failure, CommandLine line)
    {
        var text = FailureLine.Fit(CommandNames.InPlaceOfTasks(FailureLine.Of(failure)), Width);
        var ink = Ink.Of(Console.IsErrorRedirected, Environment.GetEnvironmentVariable);
        Console.Error.WriteLine(ink.PaintPrefix(Tone.Bad, FailureLine.Prefix, FailureLine.Prefix + text));
        if (line.IsVerbose && failure.Error == VaultErrors.Unexpected)
        {
            Console.Error.WriteLine(failure.InnerException);
        }

        return (int)failure.ExitCode;
    }
}
