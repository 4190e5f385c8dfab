using Cake.Core.Diagnostics;

namespace Cake.Testing;

/// <summary>A message that was logged.</summary>
public sealed class FakeLogMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="verbosity">The verbosity it was logged at.</param>
    /// <param name="level">Its level.</param>
    /// <param name="message">Its text.</param>
    public FakeLogMessage(Verbosity verbosity, LogLevel level, string message)
    {
        Verbosity = verbosity;
        Level = level;
        Message = message;
    }

    /// <summary>The verbosity it was logged at.</summary>
    public Verbosity Verbosity { get; }

    /// <summary>Its level.</summary>
    public LogLevel Level { get; }

    /// <summary>Its text, formatted.</summary>
    public string Message { get; }
}
