using TazPod.Vault.Results;

namespace TazPod.Vault.Verbs;

/// <summary>Runs verbs.</summary>
internal interface IVerbRunner
{
    /// <summary>Runs one verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="options">The options of this run; null to use those set by arguments.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<TResult> RunAsync<TOptions, TResult>(VerbDefinition<TOptions, TResult> verb, TOptions? options, CancellationToken cancellationToken)
        where TOptions : class
        where TResult : VerbResult;
}
