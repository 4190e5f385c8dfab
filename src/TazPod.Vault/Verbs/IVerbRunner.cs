using TazPod.Vault.Results;

namespace TazPod.Vault.Verbs;

/// <summary>Runs verbs.</summary>
internal interface IVerbRunner
{
    /// <summary>Runs one.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="options">What is asked of this run; null: what arguments gave.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<TResult> RunAsync<TOptions, TResult>(VerbDefinition<TOptions, TResult> verb, TOptions? options, CancellationToken cancellationToken)
        where TOptions : class
        where TResult : VerbResult;
}
