using Cake.Core.Diagnostics;
using TazPod.Vault.Doors.Printing;

namespace Cake.TazPod.Internal;

/// <summary>Cake's log for the code that all doors share.</summary>
internal sealed class CakeLog(ICakeLog log) : IDoorLog
{
    /// <inheritdoc/>
    public bool IsQuiet => log.Verbosity < Verbosity.Normal;

    /// <inheritdoc/>
    public bool IsVerbose => log.Verbosity >= Verbosity.Verbose;

    /// <inheritdoc/>
    public void Table(string line) => log.Write(Verbosity.Minimal, LogLevel.Information, "{0}", line);

    /// <inheritdoc/>
    public void Information(string line) => log.Information("{0}", line);

    /// <inheritdoc/>
    public void Warning(string line) => log.Warning("{0}", line);

    /// <inheritdoc/>
    public void Detail(string line) => log.Verbose("{0}", line);
}
