using Microsoft.Extensions.Logging;

namespace TazPod.Vault.Extensions.DependencyInjection.Tests;

/// <summary>Keeps the events of all levels.</summary>
internal sealed class MemoryLogger : ILogger, ILoggerFactory
{
    public List<LogEntry> Entries { get; } = [];

    public IEnumerable<int> Ids => Entries.Select(entry => entry.Id);

    public string? Category { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(value => value.Key, value => value.Value);
        lock (Entries)
        {
            Entries.Add(new LogEntry(eventId.Id, logLevel, formatter(state, exception), exception, values));
        }
    }

    public ILogger CreateLogger(string categoryName)
    {
        Category = categoryName;
        return this;
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
