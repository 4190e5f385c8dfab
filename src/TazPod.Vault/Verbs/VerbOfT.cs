using TazPod.Vault.Results;

namespace TazPod.Vault.Verbs;

/// <summary>A verb with a result of type <typeparamref name="TResult"/>.</summary>
public abstract class Verb<TResult> : Verb
    where TResult : VerbResult
{
    private protected Verb(string name, string word, string description)
        : base(name, word, description)
    {
    }

    /// <inheritdoc/>
    public override Type Result => typeof(TResult);

    /// <summary>Calls the runner with this verb and its actual type.</summary>
    internal abstract Task<TResult> RunTypedAsync(IVerbRunner runner, CancellationToken cancellationToken);

    /// <inheritdoc/>
    internal sealed override async Task<VerbResult> RunAsync(IVerbRunner runner, CancellationToken cancellationToken) =>
        await RunTypedAsync(runner, cancellationToken);
}
