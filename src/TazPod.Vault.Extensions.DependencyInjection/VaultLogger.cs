using Microsoft.Extensions.Logging;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;

namespace TazPod.Vault.Extensions.DependencyInjection;

/// <summary>Writes what the service does to a logger, with the event ids of <see cref="VaultEvents"/>.</summary>
/// <remarks>No event contains a secret. Therefore none has an exception: the causes of a failure can quote what a server answered. The
/// caller gets the exception.</remarks>
/// <param name="logger">The logger.</param>
public sealed partial class VaultLogger(ILogger logger) : IVaultObserver
{
    /// <inheritdoc/>
    public void Started(string verb) => LogStarted(verb);

    /// <inheritdoc/>
    public void Ended(VerbResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        LogNotices(result.Verb, result.Notices);
        if (result.Failure is { } finding)
        {
            LogFailure(result.Verb, finding);
        }
        else
        {
            LogEnded(result.Verb, result.Status, result.Changed, result.Summary);
        }
    }

    /// <inheritdoc/>
    public void Failed(string verb, Exception failure)
    {
        switch (failure)
        {
            case VaultException expected:
                LogNotices(verb, expected.Notices);
                LogFailure(verb, expected);
                break;
            case OperationCanceledException:
                LogCancelled(verb);
                break;
            default:
                LogFailure(verb, VaultErrors.Unexpected.With($"an unexpected {failure?.GetType()}"));
                break;
        }
    }

    /// <inheritdoc/>
    public void Detail(string line) => LogDetail(line);

    /// <inheritdoc/>
    public void Transferred(string what, long done, long total) => LogTransferred(what, done, total);

    private void LogNotices(string verb, IReadOnlyList<string> notices)
    {
        foreach (var notice in notices)
        {
            LogNotice(verb, notice);
        }
    }

    private void LogFailure(string verb, VaultException failure) =>
        LogFailed(verb, failure.Error.Code, (int)failure.ExitCode, failure.Message, failure.Hint ?? "");

    [LoggerMessage(VaultEvents.VerbStarted, LogLevel.Debug, "{Verb} starts", EventName = nameof(VaultEvents.VerbStarted))]
    private partial void LogStarted(string verb);

    [LoggerMessage(VaultEvents.VerbEnded, LogLevel.Information, "{Verb}: {Summary} ({Status}, changed: {Changed})", EventName = nameof(VaultEvents.VerbEnded))]
    private partial void LogEnded(string verb, string status, bool changed, string summary);

    [LoggerMessage(VaultEvents.VerbFailed, LogLevel.Error, "{Verb} failed with {Code}, exit code {ExitCode}: {Reason}. {Hint}", EventName = nameof(VaultEvents.VerbFailed))]
    private partial void LogFailed(string verb, string code, int exitCode, string reason, string hint);

    [LoggerMessage(VaultEvents.VerbCancelled, LogLevel.Information, "{Verb} was cancelled", EventName = nameof(VaultEvents.VerbCancelled))]
    private partial void LogCancelled(string verb);

    [LoggerMessage(VaultEvents.Notice, LogLevel.Warning, "{Verb}: {Notice}", EventName = nameof(VaultEvents.Notice))]
    private partial void LogNotice(string verb, string notice);

    [LoggerMessage(VaultEvents.Detail, LogLevel.Debug, "{Detail}", EventName = nameof(VaultEvents.Detail))]
    private partial void LogDetail(string detail);

    [LoggerMessage(VaultEvents.Transferred, LogLevel.Trace, "{Transfer}: {Done} of {Total} bytes", EventName = nameof(VaultEvents.Transferred))]
    private partial void LogTransferred(string transfer, long done, long total);
}
