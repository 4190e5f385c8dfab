using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors;

/// <summary>How a verb ended. Everything has been printed and written except the failure, which each door reports in its own way.</summary>
/// <param name="Result">The result; null when the verb failed before it had one.</param>
/// <param name="Failure">Why it failed, or the finding that fails the step; null on success.</param>
/// <param name="IsShown">Whether the user sees the failure already, so that the door need not print it.</param>
internal sealed record VerbOutcome<T>(T? Result, VaultException? Failure, bool IsShown)
    where T : VerbResult;
