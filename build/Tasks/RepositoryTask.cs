using System.Reflection;
using Cake.Core;
using Cake.Frosting;
using TazPod.Vault.Errors;

namespace TazPod.Build.Tasks;

/// <summary>A task for this repository. It reads no vault settings.</summary>
public abstract class RepositoryTask(BuildOutcome outcome) : AsyncFrostingTask<ICakeContext>
{
    private const string Target = "target";

    /// <summary>The names of the arguments that it reads; none by default. It refuses all others, so that a misspelt one does not go
    /// unnoticed.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    /// <summary>The outcome that the build reports at its end.</summary>
    protected BuildOutcome Outcome => outcome;

    private string Name => GetType().GetCustomAttribute<TaskNameAttribute>()!.Name;

    /// <inheritdoc/>
    public sealed override async Task RunAsync(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var interruption = new BuildInterruption(outcome);
        try
        {
            RequireKnownArguments(context);
            await RunAsync(context, interruption);
        }
        catch (UsageException)
        {
            outcome.IsMisused = true;
            throw;
        }
    }

    /// <summary>Does the work.</summary>
    private protected abstract Task RunAsync(ICakeContext context, BuildInterruption interruption);

    private void RequireKnownArguments(ICakeContext context)
    {
        var given = context.Arguments.GetArguments().Select(argument => argument.Key);
        var unknown = given.FirstOrDefault(name => name != Target && !Arguments.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            var known = Arguments.Count == 0 ? "no arguments" : string.Join(" and ", Arguments.Select(name => $"--{name}"));
            throw new UsageException($"{VaultErrors.UnknownSetting.Code}: unknown argument --{unknown}: {Name} takes {known}");
        }
    }
}
