using System.ComponentModel;
using System.Diagnostics;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Text;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Secrets;

/// <summary>RunWithVault: runs a command with variables from a file inside the vault. The secrets are never written to disk.</summary>
internal sealed class RunVerb(VaultSession session, RunOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<RunOptions, RunResult> Definition =
        new(RunResult.Name, "run", "Runs a command with variables from a file inside the vault")
        {
            Details = "runs `--exec=\"program args\"` with the variables of `--env-file` *inside* the vault, values masked, nothing on disk ([RUN.md](RUN.md))",
            Requests = "0; `--from=latest` 1",
            Examples = ["--exec=\"./deploy eu\"", "--env-file=prod.env --exec=./deploy"],
            ExitCodes = new Dictionary<ExitCode, string>
            {
                [ExitCode.Success] = "the command succeeded; if it failed, its own exit code is that of the run",
                [ExitCode.Credentials] = "with --from=latest: credentials are missing or rejected",
                [ExitCode.StoreFailure] = "with --from=latest: the store cannot be reached, or failed",
            },
            Reads = [.. SettingCatalog.OfStore, SettingCatalog.VaultFile, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common],
            Options = [OptionCatalog.From, OptionCatalog.Command, OptionCatalog.EnvironmentFile, OptionCatalog.AllowedVariables],
            Key = KeyUse.Open,
            Writes = true,
            Doors = VerbDoors.All & ~VerbDoors.MSBuild,
            Positional = new Positional("-- COMMAND", OptionCatalog.Command) { IsCommand = true },
            OptionsOf = RunOptions.Of,
            Run = static (session, options, cancel) => new RunVerb(session, options).RunAsync(cancel),
        };

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    // Our own variables, which a command that already gets its secrets does not need.
    private static readonly string[] NotPassedOn = ["TAZPOD_PASSPHRASE", "TAZPOD_PASSPHRASE_FILE", "TAZPOD_NEW_PASSPHRASE_FILE"];

    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        var command = CommandWords.Words(options.Command ?? throw VaultErrors.InvalidSetting.With(
            "no command was given", "Specify it with --exec=\"program arguments\"."));
        var (variables, name) = await ReadAsync(cancellationToken);
        RequireAllowed(variables, name);
        var exitCode = await RunAsync(command, variables, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new RunResult(
            command[0], exitCode, name, options.EnvironmentFile, [.. variables.Select(variable => variable.Name).Order(StringComparer.Ordinal)]);
    }

    // The vault is not held in memory while the command runs.
    private async Task<(IReadOnlyList<EnvironmentVariable> Variables, string VaultName)> ReadAsync(CancellationToken cancellationToken)
    {
        using var vault = await new VaultSource(session, options.From).OpenAsync(cancellationToken);
        return (vault.VariablesOf(options.EnvironmentFile), vault.Name);
    }

    // Permission to write secrets does not include permission to decide what this machine runs.
    private void RequireAllowed(IReadOnlyList<EnvironmentVariable> variables, string vault)
    {
        var refused = variables.Where(variable => CodeVariables.Holds(variable.Name)
            && !options.AllowedVariables.Contains(variable.Name, StringComparer.Ordinal)).ToList();
        if (refused.Count > 0)
        {
            throw VaultErrors.EntryNotUsable.With(
                $"{EntryName.Quote(options.EnvironmentFile)} in {vault} sets variables that decide which code runs: {string.Join(", ", refused)}",
                $"Remove them from the file, then run SaveVault; if they are intended, use --allow-env={string.Join(',', refused.Select(variable => variable.Name))}.");
        }
    }

    private async Task<int> RunAsync(
        IReadOnlyList<string> command, IReadOnlyList<EnvironmentVariable> variables, CancellationToken cancellationToken)
    {
        var masking = new Masking(variables.SelectMany(variable => (string[])[variable.Value, variable.Raw]));
        using var process = new Process { StartInfo = StartInfo(command, variables) };
        process.OutputDataReceived += (_, line) => Pass(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => Pass(line.Data, isError: true);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw VaultErrors.InvalidSetting.With(
                $"'{command[0]}' cannot be started: {exception.Message}", "Check the command: a program's path or name, then its arguments.", exception);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        // If this step is cancelled, the command is terminated, too. We wait for its end, because it may have to clean up.
        await using var stop = cancellationToken.Register(() => Terminate(process));
        process.EnableRaisingEvents = true;
        await EndOfAsync(process, cancellationToken);
        return process.ExitCode;

        void Pass(string? line, bool isError)
        {
            if (line is not null)
            {
                session.Output.Print(masking.Of(line), isError);
            }
        }
    }

    // Processes that the command left running may keep its output open. We read it like any pipe, until this step is cancelled.
    private static async Task EndOfAsync(Process process, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource();
        process.Exited += (_, _) => ended.TrySetResult();
        if (process.HasExited)
        {
            ended.TrySetResult();
        }

        await ended.Task;
        var isRead = process.WaitForExitAsync(CancellationToken.None);
        try
        {
            await isRead.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The last output of the command is still arriving; the caller reports the rest.
            await Task.WhenAny(isRead, Task.Delay(LastWords, CancellationToken.None));
        }
    }

    private static ProcessStartInfo StartInfo(IReadOnlyList<string> command, IReadOnlyList<EnvironmentVariable> variables)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in NotPassedOn)
        {
            start.Environment.Remove(name);
        }

        foreach (var variable in variables)
        {
            start.Environment[variable.Name] = variable.Value;
        }

        return start;
    }

    private static void Terminate(Process process)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                process.Kill(entireProcessTree: true);
            }
            else
            {
                Posix.Terminate(process.Id);
            }
        }
        catch (InvalidOperationException)
        {
            // It has already ended.
        }
    }
}
