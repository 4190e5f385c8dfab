using TazPod.Vault.Errors;

namespace Cake.TazPod.Internal;

/// <summary>The exit code of the run, kept outside Cake: Cake ends every failed task with exit code 1.</summary>
internal sealed class RunOutcome
{
    /// <summary>The exit code of the first vault task that failed; null when none did.</summary>
    public ExitCode? FirstFailure { get; private set; }

    public void Failed(ExitCode exitCode) => FirstFailure ??= exitCode;
}
