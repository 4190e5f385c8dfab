using System.Globalization;
using Cake.Core.Diagnostics;

namespace Cake.Testing;

/// <summary>A log that records every message, whatever the verbosity.</summary>
public sealed class FakeLog : ICakeLog
{
    private readonly List<FakeLogMessage> _entries = [];

    /// <summary>The messages, in order.</summary>
    public IReadOnlyList<FakeLogMessage> Entries => _entries;

    /// <inheritdoc/>
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
        => _entries.Add(new FakeLogMessage(verbosity, level, string.Format(CultureInfo.InvariantCulture, format, args)));
}
