using TazPod.Vault.Errors;

namespace Cake.TazPod.Internal;

/// <summary>The exit code of the run, kept outside Cake: Cake ends every failed task with exit code 1.</summary>
internal sealed class RunOutcome
{
    private string? shown;

    /// <summary>The exit code of the first vault task that failed; null when none did.</summary>
    public ExitCode? FirstFailure { get; private set; }

    /// <summary>Describes targets that do not exist, from the quoted names in Cake's words; null to keep those words.</summary>
    public Func<string, string?>? DescribeUnknownTarget { get; set; }

    /// <summary>Called when the run has ended.</summary>
    public Action Ended { get; set; } = static () => { };

    public void Failed(ExitCode exitCode) => FirstFailure ??= exitCode;

    /// <summary>Records the message of a failure that the user sees without the log.</summary>
    public void Show(string message) => shown = message;

    /// <summary>Whether the user sees the failure with this message already.</summary>
    public bool IsShown(string message) => message == shown;
}
