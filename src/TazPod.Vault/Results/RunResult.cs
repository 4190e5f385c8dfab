using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>The result of a command that ran with secrets in its environment.</summary>
/// <param name="Program">The program, without its arguments.</param>
/// <param name="CommandExitCode">Its exit code; 128 plus the signal's number if a signal ended it.</param>
/// <param name="Source">The vault that the variables came from, for display.</param>
/// <param name="EnvironmentFile">The file in the vault.</param>
/// <param name="Variables">The names of the variables, never their values.</param>
public sealed record RunResult(
    string Program, int CommandExitCode, string Source, string EnvironmentFile, IReadOnlyList<string> Variables) : VerbResult
{
    /// <summary>The verb's name.</summary>
    public const string Name = "RunWithVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => CommandExitCode == 0 ? "ran" : "failed";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary =>
        $"ran '{Program}' with {ByteSize.Count(Variables.Count, "variable")} from {EnvironmentFile} in {Source}: exit code {CommandExitCode}";

    /// <inheritdoc/>
    [JsonIgnore]
    public override VaultException? Failure => CommandExitCode == 0 ? null : new VaultException(
        VaultErrors.CommandFailed, $"'{Program}' ended with exit code {CommandExitCode}", "See its output above.")
    {
        ExitCode = (ExitCode)CommandExitCode,
    };
}
