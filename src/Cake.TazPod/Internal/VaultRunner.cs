using Cake.Core;
using TazPod.Vault;
using TazPod.Vault.Doors;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Errors;
using TazPod.Vault.Opening;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace Cake.TazPod.Internal;

/// <inheritdoc cref="IVaultRunner"/>
internal sealed class VaultRunner(BuildSettings build, RunOutcome outcome, Terminal terminal, TimeProvider time) : IVaultRunner
{
    /// <summary>Uses the system's clock.</summary>
    public VaultRunner(BuildSettings build, RunOutcome outcome, Terminal terminal)
        : this(build, outcome, terminal, TimeProvider.System)
    {
    }

    /// <summary>Rewrites a line for users in the terms of this door; by default the line is for the Cake tasks.</summary>
    public Func<string, string> Words { get; init; } = static line => line;

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(ICakeContext context, string verb, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult => ResultOf(await Runner(context).RunAsync(verb, () => build.Load(context), run));

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(
        ICakeContext context, string verb, VaultSettings settings, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult => ResultOf(await Runner(context).RunAsync(verb, settings, run));

    /// <inheritdoc/>
    public async Task<OpenedVault> OpenAsync(ICakeContext context)
    {
        OpenedVault? opened = null;
        try
        {
            await RunAsync(context, OpenResult.Name, async (service, cancel) =>
            {
                opened = await service.OpenAsync(cancellationToken: cancel);
                return new OpenResult(opened.Name, opened.Paths.Count);
            });
            return opened!;
        }
        catch
        {
            opened?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void RequireKnownArguments(ICakeContext context)
    {
        try
        {
            build.RequireKnownArguments(context);
        }
        catch (VaultException failure)
        {
            throw Failed(failure);
        }
    }

    private VerbRunner Runner(ICakeContext context) =>
        new(new Door(new CakeLog(PlainLog.InPlaceOf(context, outcome)), terminal, context.Environment.GetEnvironmentVariable)
        {
            Time = time,
            Words = Words,
            FallbackResultFile = () => BuildSettings.TryResultFile(context),
        });

    private T ResultOf<T>(VerbOutcome<T> ended)
        where T : VerbResult => ended.Failure is { } failure ? throw Failed(failure, ended.IsShown) : ended.Result!;

    private CakeException Failed(VaultException failure, bool isShown = false)
    {
        var line = FailureLine.Fit(Words(FailureLine.Of(failure)), terminal.Width);
        outcome.Failed(failure.ExitCode);
        if (isShown)
        {
            outcome.Show(line);
        }

        return new CakeException((int)failure.ExitCode, line, failure);
    }
}
