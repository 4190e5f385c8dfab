using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors;

/// <summary>How a verb ended, after everything was printed and written but the failure itself: each door fails in its own way.</summary>
/// <param name="Result">What it did; null when it failed before it was through.</param>
/// <param name="Failure">Why it failed, or what it found that fails the step; null when all is well.</param>
internal sealed record VerbOutcome<T>(T? Result, VaultException? Failure)
    where T : VerbResult;
