using System.Diagnostics;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets.Commands;
using TazPod.Vault.Secrets.Memory;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Text;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Secrets;

/// <summary>RunWithVault: runs a command with variables from a file inside the vault, and with files of the vault. The secrets are never
/// written to a disk.</summary>
internal sealed class RunVerb(VaultSession session, RunOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<RunOptions, RunResult> Definition =
        new(RunResult.Name, "run", "Runs a command with variables and files from the vault")
        {
            Details = "runs `--exec=\"program args\"` with the variables of `--env-file` *inside* the vault, and its files with `--files`, values masked, nothing on disk ([RUN.md](RUN.md))",
            Requests = "0; `--from=latest` 1",
            Examples = ["--env-file=prod.env --exec=\"./deploy eu\"", "--file-env=KUBECONFIG=kube/config --exec=\"helm list\""],
            ExitCodes = new Dictionary<ExitCode, string>
            {
                [ExitCode.Success] = "the command succeeded; if it failed, its own exit code is that of the run",
                [ExitCode.NotFound] = "no such vault, or it has no such file",
                [ExitCode.Credentials] = "with --from=latest: credentials are missing or rejected",
                [ExitCode.StoreFailure] = "with --from=latest: the store cannot be reached, or failed",
            },
            Reads = [.. SettingCatalog.OfStore, SettingCatalog.VaultFile, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common],
            Options =
            [
                OptionCatalog.From, OptionCatalog.Command, OptionCatalog.EnvironmentFile, OptionCatalog.AllowedVariables, OptionCatalog.Files,
                OptionCatalog.FileVariables, OptionCatalog.AllowDisk, OptionCatalog.Pristine, OptionCatalog.MaskOutput,
            ],
            Key = KeyUse.Open,
            Writes = true,
            Doors = VerbDoors.All & ~VerbDoors.MSBuild,
            Positional = new Positional("-- COMMAND", OptionCatalog.Command) { IsCommand = true },
            OptionsOf = RunOptions.Of,
            Run = static (session, options, cancel) => new RunVerb(session, options).RunAsync(cancel),
        };

    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        var command = CommandWords.Words(options.Command ?? throw VaultErrors.InvalidSetting.With(
            "no command was given", "Specify it with --exec=\"program arguments\"."));
        RequireAllowed(options.FileVariables.Keys);
        MemoryDirectory.Sweep(Places, MemoryKind.Run);
        var (variables, files, name) = await ReadAsync(cancellationToken);
        using (files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var exitCode = await RunAsync(command, variables, files, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return new RunResult(
                command[0],
                exitCode,
                name,
                variables is null ? null : options.EnvironmentFile,
                [.. (variables ?? []).Select(variable => variable.Name).Order(StringComparer.Ordinal)])
            {
                Files = files?.Paths ?? [],
            };
        }
    }

    private MemoryPlaces Places => session.Host.MemoryPlaces ?? MemoryPlaces.Of(session.Host.Environment);

    // The vault is not held in memory while the command runs.
    private async Task<(IReadOnlyList<EnvironmentVariable>? Variables, CommandFiles? Files, string VaultName)> ReadAsync(CancellationToken cancellationToken)
    {
        using var vault = await new VaultSource(session, options.From).OpenAsync(cancellationToken);
        var variables = options.NeedsEnvironmentFile || vault.Contains(options.EnvironmentFile) ? VariablesOf(vault) : null;
        RequireAllowed(variables ?? [], vault.Name);
        return (variables, options.NeedsFiles ? CommandFiles.Write(vault, options, Places) : null, vault.Name);
    }

    private IReadOnlyList<EnvironmentVariable> VariablesOf(OpenedVault vault) =>
        !options.IsEnvironmentFileNamed && !vault.Contains(options.EnvironmentFile)
            ? throw VaultErrors.EntryNotFound.With(
                $"{vault.Name} does not contain the file {EntryName.Quote(options.EnvironmentFile)}, and neither another one nor --files was given, so the command would get no secrets",
                "Name the file with the variables with --env-file, or use --files or --file-env. Names are relative and case-sensitive; ListSecrets lists the files of a vault.")
            : vault.VariablesOf(options.EnvironmentFile);

    // Permission to write secrets does not include permission to decide what this machine runs.
    private void RequireAllowed(IReadOnlyList<EnvironmentVariable> variables, string vault)
    {
        var refused = variables.Where(variable => IsRefused(variable.Name)).ToList();
        if (refused.Count > 0)
        {
            throw VaultErrors.EntryNotUsable.With(
                $"{EntryName.Quote(options.EnvironmentFile)} in {vault} sets variables that decide which code runs: {string.Join(", ", refused)}",
                $"Remove them from the file, then run SaveVault; if they are intended, use --allow-env={string.Join(',', refused.Select(variable => variable.Name))}.");
        }
    }

    // A file of the vault decides no less than a text in it.
    private void RequireAllowed(IEnumerable<string> fileVariables)
    {
        var refused = string.Join(',', fileVariables.Where(IsRefused));
        if (refused.Length > 0)
        {
            throw VaultErrors.InvalidSetting.With(
                $"--file-env sets variables that decide which code runs: {refused}", $"Use other names; if they are intended, add --allow-env={refused}.");
        }
    }

    private bool IsRefused(string variable) => CodeVariables.Holds(variable) && !options.AllowedVariables.Contains(variable, StringComparer.Ordinal);

    private Task<int> RunAsync(
        IReadOnlyList<string> command, IReadOnlyList<EnvironmentVariable>? variables, CommandFiles? files, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = CommandProcess.Masks(session, options.MaskOutput, isError: false),
            RedirectStandardError = CommandProcess.Masks(session, options.MaskOutput, isError: true),
            UseShellExecute = false,
        };
        new CommandVariables(options, variables ?? [], files).ApplyTo(start);
        var masking = new Masking([.. (variables ?? []).SelectMany(variable => (string[])[variable.Value, variable.Raw]), .. files?.Values ?? []]);
        return new CommandProcess(session, start, masking, files).RunAsync(cancellationToken);
    }
}
