using TazPod.Vault.Results;

namespace TazPod.Vault.Verbs;

/// <summary>A verb that reports a <typeparamref name="TResult"/>.</summary>
public abstract class Verb<TResult> : Verb
    where TResult : VerbResult
{
    private protected Verb(string name, string word, string description)
        : base(name, word, description)
    {
    }

    /// <inheritdoc/>
    public override Type Result => typeof(TResult);

    /// <summary>Calls the runner back with this verb as what it is.</summary>
    internal abstract Task<TResult> RunTypedAsync(IVerbRunner runner, CancellationToken cancellationToken);

    /// <inheritdoc/>
    internal sealed override async Task<VerbResult> RunAsync(IVerbRunner runner, CancellationToken cancellationToken) =>
        await RunTypedAsync(runner, cancellationToken);
}
