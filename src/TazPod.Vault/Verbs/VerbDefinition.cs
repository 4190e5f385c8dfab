using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Verbs;

/// <summary>A verb with options of type <typeparamref name="TOptions"/> and a result of type <typeparamref name="TResult"/>.</summary>
internal sealed class VerbDefinition<TOptions, TResult>(string name, string word, string description) : Verb<TResult>(name, word, description)
    where TOptions : class
    where TResult : VerbResult
{
    /// <summary>Creates the verb's options from those set by arguments.</summary>
    public required Func<OptionValues, TOptions> OptionsOf { get; init; }

    /// <summary>The implementation.</summary>
    public required Func<VaultSession, TOptions, CancellationToken, Task<TResult>> Run { get; init; }

    /// <summary>Runs before the lock is taken, so that a verb that cannot do anything here leaves no trace. Null for nothing.</summary>
    public Action<VaultSession>? BeforeLock { get; init; }

    /// <inheritdoc/>
    internal override object OptionsFrom(OptionValues given) => OptionsOf(given);

    /// <inheritdoc/>
    internal override Task<TResult> RunTypedAsync(IVerbRunner runner, CancellationToken cancellationToken) =>
        runner.RunAsync(this, null, cancellationToken);
}
