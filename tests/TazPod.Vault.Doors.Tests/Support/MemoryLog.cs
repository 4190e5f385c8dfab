using TazPod.Vault.Doors.Printing;

namespace TazPod.Vault.Doors.Tests.Support;

/// <summary>A door's log that records its lines, without details.</summary>
internal sealed class MemoryLog : IDoorLog
{
    public List<string> Lines { get; } = [];

    /// <inheritdoc/>
    public bool IsQuiet => false;

    /// <inheritdoc/>
    public bool IsVerbose => false;

    /// <inheritdoc/>
    public void Table(string line) => Lines.Add(line);

    /// <inheritdoc/>
    public void Information(string line) => Lines.Add(line);

    /// <inheritdoc/>
    public void Warning(string line) => Lines.Add(line);

    /// <inheritdoc/>
    public void Detail(string line)
    {
    }
}
