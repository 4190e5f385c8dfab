using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Hosting;

namespace TazPod.MSBuild.Internal;

/// <summary>Logs details at detailed verbosity. A build has a log and no terminal, so there is no progress.</summary>
internal sealed class TaskObserver(TaskLoggingHelper log) : IVaultObserver
{
    private string? lastWait;

    /// <inheritdoc/>
    public void Detail(string line) => log.LogMessage(MessageImportance.Low, "{0}", PlainText.OneLine(line));

    /// <inheritdoc/>
    public void Waiting(string line)
    {
        // The task tries again while another project works on the vault. That is one wait.
        if (line != lastWait)
        {
            lastWait = line;
            log.LogMessage(MessageImportance.High, "{0}", PlainText.OneLine(line));
        }
    }

    /// <inheritdoc/>
    public void Transferred(string what, long done, long total)
    {
    }
}
