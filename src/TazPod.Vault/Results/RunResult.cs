using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>The result of a command that ran with secrets in its environment.</summary>
/// <param name="Program">The program, without its arguments.</param>
/// <param name="CommandExitCode">Its exit code; 128 plus the signal's number if a signal ended it.</param>
/// <param name="Source">The vault that the secrets came from, for display.</param>
/// <param name="EnvironmentFile">The file in the vault with the variables; null if none was used.</param>
/// <param name="Variables">The names of the variables, never their values.</param>
public sealed record RunResult(
    string Program, int CommandExitCode, string Source, string? EnvironmentFile, IReadOnlyList<string> Variables) : VerbResult
{
    /// <summary>The verb's name.</summary>
    public const string Name = "RunWithVault";

    /// <summary>The files of the vault that the command could read, by their paths in it. They are gone. Empty by default.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => CommandExitCode == 0 ? "ran" : "failed";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary => $"ran '{Program}' with {Secrets}: exit code {CommandExitCode}";

    /// <inheritdoc/>
    [JsonIgnore]
    public override VaultException? Failure => CommandExitCode == 0 ? null : new VaultException(
        VaultErrors.CommandFailed, $"'{Program}' ended with exit code {CommandExitCode}", "See its output above.")
    {
        ExitCode = (ExitCode)CommandExitCode,
    };

    private string Secrets => (EnvironmentFile, Files.Count) switch
    {
        (null, var files) => $"{ByteSize.Count(files, "file")} from {Source}",
        ({ } file, 0) => $"{ByteSize.Count(Variables.Count, "variable")} from {file} in {Source}",
        ({ } file, var files) => $"{ByteSize.Count(Variables.Count, "variable")} from {file} and {ByteSize.Count(files, "file")} in {Source}",
    };
}
