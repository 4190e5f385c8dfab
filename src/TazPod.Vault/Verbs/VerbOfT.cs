using TazPod.Vault.Results;
using TazPod.Vault.Session;

namespace TazPod.Vault.Verbs;

/// <summary>A verb that reports a <typeparamref name="TResult"/>.</summary>
public sealed class Verb<TResult> : Verb
    where TResult : VerbResult
{
    internal Verb(string name, string word, string description)
        : base(name, word, description)
    {
    }

    /// <inheritdoc/>
    public override Type Result => typeof(TResult);

    /// <summary>The function.</summary>
    internal Func<VaultSession, CancellationToken, Task<TResult>> Run { get; init; } =
        static (_, _) => throw new InvalidOperationException("the verb declares no function");

    /// <summary>What is done before the lock is taken: a verb that can do nothing here leaves no trace here. Null for nothing.</summary>
    internal Action<VaultSession>? BeforeLock { get; init; }

    /// <inheritdoc/>
    internal override async Task<VerbResult> RunAsync(IVerbRunner runner, CancellationToken cancellationToken) =>
        await runner.RunAsync(this, cancellationToken);
}
