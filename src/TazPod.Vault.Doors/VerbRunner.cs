using System.Runtime.ExceptionServices;
using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Reports;
using TazPod.Vault.Doors.Signals;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Results;
using TazPod.Vault.S3;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors;

/// <summary>Runs verbs for a door: reads the settings, reports to the CI system, prints, writes the result file, and classifies
/// failures.</summary>
internal sealed class VerbRunner(Door door)
{
    /// <summary>Runs a verb with settings that it reads, and disposes their passphrase.</summary>
    /// <param name="verb">The verb's name in messages.</param>
    /// <param name="load">Reads the settings. An exception from it is a failure of the verb.</param>
    /// <param name="run">Calls the service.</param>
    public async Task<VerbOutcome<T>> RunAsync<T>(
        string verb, Func<LoadedSettings> load, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult
    {
        LoadedSettings? loaded = null;
        try
        {
            return await RunWithAsync(verb, () => loaded = load(), run);
        }
        finally
        {
            loaded?.Settings.Passphrase?.Dispose();
        }
    }

    /// <summary>Runs a verb with settings that the caller owns.</summary>
    /// <inheritdoc cref="RunAsync{T}(string, Func{LoadedSettings}, Func{VaultService, CancellationToken, Task{T}})"/>
    public Task<VerbOutcome<T>> RunAsync<T>(string verb, VaultSettings settings, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult => RunWithAsync(verb, () => new LoadedSettings(settings, OptionValues.None), run);

    private async Task<VerbOutcome<T>> RunWithAsync<T>(
        string verb, Func<LoadedSettings> load, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult
    {
        using var interruption = new Interruption(verb, isPatient: RunsProgram(verb));
        var (loaded, refusal) = Read(load);
        if (loaded?.Settings.ResultToStandardOutput ?? door.FallbackResultFile() == ResultFile.Output)
        {
            // Before anything is printed, even for the CI system.
            StandardOutput.Reserve();
        }

        var output = new VerbOutput(door.Log, door.Terminal, door.Time, door.Words);
        var job = new CiJob(door.Environment) { Log = door.Terminal.Output, Time = door.Time };
        var report = new StepReport(CiSystems.Find(job), verb, output, door.Words);
        ResultFile? file = null;
        T result;
        report.Begin();
        try
        {
            refusal?.Throw();
            file = ResultFile.Of(loaded!.Settings, StandardOutput.Writer);
            file.RequireNoDirectory();
            result = await RunAsync(verb, loaded, output, report, run, interruption);
            report.Close();
            output.Print(result);
            file.Write(result);

            // A signal that arrived too late to stop the verb still stops the build.
            interruption.Token.ThrowIfCancellationRequested();
        }
        catch (Exception exception)
        {
            output.Clear();
            report.Close();
            var failure = FailureLine.Classify(verb, exception, interruption.Token.IsCancellationRequested);
            foreach (var notice in failure.Notices)
            {
                output.Warn(notice);
            }

            file ??= new ResultFile(door.FallbackResultFile(), StandardOutput.Writer);
            if (file.TryWrite(FailureResult.Of(verb, failure)) is { } unwritten)
            {
                output.Warn(unwritten);
            }

            report.Failed(failure);
            return new VerbOutcome<T>(null, failure, report.IsShown);
        }

        report.Done(result);
        return new VerbOutcome<T>(result, result.Failure, report.IsShown);
    }

    // A command may be a server or a shell, and an editor is open for as long as its user likes.
    private static bool RunsProgram(string verb) => verb is RunResult.Name or EditResult.Name;

    private static (LoadedSettings? Loaded, ExceptionDispatchInfo? Refusal) Read(Func<LoadedSettings> load)
    {
        try
        {
            return (load(), null);
        }
        catch (Exception exception)
        {
            return (null, ExceptionDispatchInfo.Capture(exception));
        }
    }

    private async Task<T> RunAsync<T>(
        string verb,
        LoadedSettings loaded,
        VerbOutput output,
        StepReport report,
        Func<VaultService, CancellationToken, Task<T>> run,
        Interruption interruption)
        where T : VerbResult
    {
        var settings = loaded.Settings;
        var cancellationToken = interruption.Token;
        var service = VaultService.Open(settings, DoorHost.Of(output, door.Environment, door.Time) with
        {
            Prompt = new PassphrasePrompt(door.Terminal, cancellationToken),
            Confirmation = new ConfirmationPrompt(door.Terminal, output, cancellationToken),
            CommandHost = new CommandHost(
                interruption,
                door,
                settings.ResultToStandardOutput,
                () =>
                {
                    report.Close();
                    output.Clear();
                }),
            HasNoTimeout = door.StepsBack && RunsProgram(verb) && settings.Origins[SettingCatalog.Timeout] == VaultSettingsLoader.Default,
            SecretOutput = door.SecretOutput,
            Login = new SsoLogin(
                door.Environment, door.Terminal.CanAsk, link => Browser.TryOpen(link, door.Environment), door.Time),
        }, loaded.Options);
        try
        {
            report.Mask(settings);
            var result = await run(service, cancellationToken);
            report.Mask(settings, result);
            await report.ReadHistoryAsync(result, service, cancellationToken);
            return result;
        }
        finally
        {
            if (service.Credentials is { } credentials)
            {
                output.Detail($"credentials: {credentials}");
            }
        }
    }
}
