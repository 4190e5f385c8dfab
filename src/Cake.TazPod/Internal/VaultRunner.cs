using Cake.Core;
using Cake.TazPod.Internal.Ci;
using TazPod.Vault;
using TazPod.Vault.Doors;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.S3;
using TazPod.Vault.Settings;

namespace Cake.TazPod.Internal;

/// <inheritdoc cref="IVaultRunner"/>
internal sealed class VaultRunner(BuildSettings build, RunOutcome outcome, Terminal terminal, TimeProvider time) : IVaultRunner
{
    /// <summary>With the system's clock.</summary>
    public VaultRunner(BuildSettings build, RunOutcome outcome, Terminal terminal)
        : this(build, outcome, terminal, TimeProvider.System)
    {
    }

    /// <summary>Puts a line for people into the words of the door that this one serves; the tasks' own by default.</summary>
    public Func<string, string> Words { get; init; } = static line => line;

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(ICakeContext context, string verb, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult
    {
        VaultSettings? settings = null;
        try
        {
            return await RunAsync(context, verb, () => settings = build.Load(context), run);
        }
        finally
        {
            settings?.Passphrase?.Dispose();
        }
    }

    /// <inheritdoc/>
    public Task<T> RunAsync<T>(
        ICakeContext context, string verb, VaultSettings settings, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult => RunAsync(context, verb, () => settings, run);

    /// <inheritdoc/>
    public async Task<OpenedVault> OpenAsync(ICakeContext context)
    {
        OpenedVault? opened = null;
        try
        {
            await RunAsync(context, OpenResult.Name, async (service, cancel) =>
            {
                opened = await service.OpenAsync(cancel);
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

    private async Task<T> RunAsync<T>(
        ICakeContext context, string verb, Func<VaultSettings> load, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult
    {
        var output = new VerbOutput(context.Log, terminal, time, Words);
        var ci = new CiReport(CiSystem.Of(context, terminal.Output, time), verb, output, Words);
        var resultFile = new Lazy<string?>(() => BuildSettings.TryResultFile(context));
        using var interruption = new Interruption(verb, isPatient: verb == RunResult.Name);
        T result;
        ci.Begin();
        try
        {
            var settings = load();
            resultFile = new Lazy<string?>(settings.ResultFile);
            RequireNoDirectory(settings.ResultFile);
            result = await RunAsync(context, settings, output, ci, run, interruption.Token);
            output.Print(result);
            if (settings.ResultFile is { } file)
            {
                resultFile = new Lazy<string?>((string?)null);
                ResultJson.Write(file, ResultJson.Of(result));
            }

            // A signal that came too late to stop the verb still stops the build.
            interruption.Token.ThrowIfCancellationRequested();
        }
        catch (Exception exception)
        {
            output.Clear();
            var failure = FailureLine.Classify(verb, exception, interruption.Token.IsCancellationRequested);
            foreach (var notice in failure.Notices)
            {
                output.Warn(notice);
            }

            TryWrite(resultFile.Value, FailureResult.Of(verb, failure), output);
            ci.Failed(failure);
            throw Failed(failure);
        }

        ci.Done(result);
        if (result.Failure is { } found)
        {
            throw Failed(found);
        }

        return result;
    }

    private CakeException Failed(VaultException failure)
    {
        outcome.Failed(failure.ExitCode);
        return new CakeException((int)failure.ExitCode, FailureLine.Fit(Words(FailureLine.Of(failure)), terminal.Width), failure);
    }

    private async Task<T> RunAsync<T>(
        ICakeContext context,
        VaultSettings settings,
        VerbOutput output,
        CiReport ci,
        Func<VaultService, CancellationToken, Task<T>> run,
        CancellationToken cancellationToken)
        where T : VerbResult
    {
        var store = new StoreOpener(settings, context.Environment.GetEnvironmentVariable, time);
        var options = new VaultServiceOptions
        {
            OpenStore = store.Open,
            Time = time,
            Prompt = new PassphrasePrompt(terminal, cancellationToken),
            Confirmation = new ConfirmationPrompt(terminal, output, cancellationToken),
            CommandOutput = output.Pass,
            Credentials = () => store.Credentials,
            CredentialsPassedOver = () => store.CredentialsPassedOver,
            Login = new SsoLogin(
                context.Environment.GetEnvironmentVariable,
                terminal.CanAsk,
                link => Browser.TryOpen(link, context.Environment.GetEnvironmentVariable),
                time),
            Observer = output,
            Provenance = Provenance.Of(context.Environment.GetEnvironmentVariables().AsReadOnly()),
        };
        try
        {
            var service = new VaultService(settings, options);
            ci.Mask(settings);
            var result = await run(service, cancellationToken);
            ci.Mask(settings, result);
            await ci.LookAsync(result, service, cancellationToken);
            return result;
        }
        finally
        {
            if (store.Credentials is { } credentials)
            {
                output.Detail($"credentials: {credentials}");
            }
        }
    }

    // Before anything is done: a push whose result nobody can read is a push all the same.
    private static void RequireNoDirectory(string? resultFile)
    {
        if (Directory.Exists(resultFile))
        {
            throw VaultErrors.InvalidSetting.With(
                $"the result cannot be written to '{resultFile}': it is a directory; nothing was done", "Name a file with --result.");
        }
    }

    // The verb's own failure is what counts; that its report cannot be written comes on top.
    private static void TryWrite(string? file, FailureResult failure, VerbOutput output)
    {
        if (file is null || Directory.Exists(file))
        {
            return;
        }

        try
        {
            ResultJson.Write(file, ResultJson.Of(failure));
        }
        catch (VaultException exception)
        {
            output.Warn(exception.Message);
        }
    }
}
