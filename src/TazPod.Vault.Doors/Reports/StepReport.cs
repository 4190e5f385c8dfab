using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Masking;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors.Reports;

/// <summary>Reports to the CI system what a verb did: its details as a group, outputs for later steps, a summary, and a failure as an
/// annotation.</summary>
/// <remarks>CI systems fold groups, so what every user wants to see is printed after the group has ended.</remarks>
/// <param name="ci">The CI system.</param>
/// <param name="verb">The verb's name.</param>
/// <param name="output">The output for warnings.</param>
/// <param name="words">Rewrites a line in the terms of this door.</param>
internal sealed class StepReport(CiSystem ci, string verb, VerbOutput output, Func<string, string> words)
{
    private HistoryResult? history;
    private int isOpen;

    /// <summary>Whether the failure was reported and the user sees it already.</summary>
    public bool IsShown { get; private set; }

    public void Begin()
    {
        ci.BeginGroup(verb);
        isOpen = 1;
    }

    /// <summary>Ends the group, once. What is printed from now on is visible at once. The two outputs of a command call it from different
    /// threads.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref isOpen, 0) == 1)
        {
            ci.EndGroup(verb);
        }
    }

    /// <summary>Masks the values that <c>vault.mask</c> names, before anything can print them.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="result">The result of the verb; null before the verb runs, when missing files can still be written.</param>
    public void Mask(VaultSettings settings, VerbResult? result = null)
    {
        var isUnlocked = result is UnlockResult or BootstrapResult;
        if (settings.Mask.Count == 0 || !ci.CanMask || !(result is null || isUnlocked))
        {
            return;
        }

        var (values, missing) = MaskedValues.Of(settings);
        foreach (var value in values)
        {
            ci.Mask(value);
        }

        foreach (var line in isUnlocked ? missing : [])
        {
            output.Warn(line);
        }
    }

    /// <summary>Lists the history for the summary of a verb that changed it. If it cannot be listed, the verb does not fail.</summary>
    public async Task ReadHistoryAsync(VerbResult result, VaultService service, CancellationToken cancellationToken)
    {
        history = result as HistoryResult;
        if (ci.HasSummary && result.Changed && result is (PushResult or PruneResult))
        {
            try
            {
                history = await service.ListHistoryAsync(cancellationToken: cancellationToken);
            }
            catch (VaultException failure)
            {
                output.Detail($"no history for the summary: {failure.Message}");
            }
        }
    }

    public void Done(VerbResult result) => End([.. StepOutputs.Of(result)], words(StepSummary.Of(result, history)), result.Failure);

    public void Failed(VaultException failure) => End([.. StepOutputs.Of(failure)], words(StepSummary.Of(verb, failure)), failure);

    private void End(IReadOnlyList<KeyValuePair<string, string>> outputs, string summary, VaultException? failure)
    {
        Close();
        if (failure is { IsAnswer: true })
        {
            output.Conclude(words(FailureLine.Plain(failure)));
            IsShown = true;
        }
        else if (failure is not null)
        {
            ci.Annotate(failure.Error.Code, words(FailureLine.Of(failure)));
            IsShown = ci.ShowsFailures;
        }

        Try("outputs", () => ci.SetOutputs(outputs));
        Try("summary", () => ci.AddSummary(summary));
    }

    // The verb has done its work, whether or not the report succeeds.
    private void Try(string what, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or VaultException)
        {
            output.Warn($"the {what} of this step cannot be written: {exception.Message}");
        }
    }
}
