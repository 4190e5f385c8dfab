namespace Cake.Testing.Extensions;

/// <summary>Reads a <see cref="FakeLog"/>.</summary>
public static class FakeLogExtensions
{
    /// <summary>All messages of a log, one per line.</summary>
    /// <param name="log">The log.</param>
    /// <returns>The text.</returns>
    public static string AggregateLogMessages(this FakeLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return string.Join(Environment.NewLine, log.Entries.Select(entry => entry.Message));
    }
}
