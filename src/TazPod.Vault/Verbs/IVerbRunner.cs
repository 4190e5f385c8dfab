using TazPod.Vault.Results;

namespace TazPod.Vault.Verbs;

/// <summary>Runs verbs.</summary>
internal interface IVerbRunner
{
    /// <summary>Runs one.</summary>
    Task<TResult> RunAsync<TResult>(Verb<TResult> verb, CancellationToken cancellationToken)
        where TResult : VerbResult;
}
