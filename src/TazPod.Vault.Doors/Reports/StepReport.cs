using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Masking;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors.Reports;

/// <summary>Tells the CI system what a verb did: its lines as a group, outputs for later steps, a summary, failures where people look.</summary>
/// <param name="ci">The CI system.</param>
/// <param name="verb">The verb's name.</param>
/// <param name="output">Where warnings go.</param>
/// <param name="words">Puts a line into the words of this door.</param>
internal sealed class StepReport(CiSystem ci, string verb, VerbOutput output, Func<string, string> words)
{
    private HistoryResult? history;
    private bool isOpen;

    public void Begin()
    {
        ci.BeginGroup(verb);
        isOpen = true;
    }

    /// <summary>Masks what <c>vault.mask</c> names, before anything could print it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="result">What was done; null before it, when files that are still missing may yet be written.</param>
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

    /// <summary>Lists the history for the summary of a verb that changed it. That it cannot be listed fails nothing.</summary>
    public async Task ReadHistoryAsync(VerbResult result, VaultService service, CancellationToken cancellationToken)
    {
        history = result as HistoryResult;
        if (ci.HasSummary && result.Changed && result is (PushResult or PruneResult))
        {
            try
            {
                history = await service.ListHistoryAsync(cancellationToken);
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
        if (failure is not null)
        {
            ci.Annotate(failure.Error.Code, words(FailureLine.Of(failure))[(failure.Error.Code.Length + 2)..]);
        }

        Try("outputs", () => ci.SetOutputs(outputs));
        Try("summary", () => ci.AddSummary(summary));
    }

    // The verb's work is done, whatever its report comes to.
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

    private void Close()
    {
        if (isOpen)
        {
            ci.EndGroup(verb);
            isOpen = false;
        }
    }
}
