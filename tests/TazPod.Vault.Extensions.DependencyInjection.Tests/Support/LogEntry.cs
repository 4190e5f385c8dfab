using Microsoft.Extensions.Logging;

namespace TazPod.Vault.Extensions.DependencyInjection.Tests;

/// <summary>An event as a logger receives it.</summary>
internal sealed record LogEntry(int Id, LogLevel Level, string Text, Exception? Exception, IReadOnlyDictionary<string, object?> Values)
{
    public override string ToString() => $"{Text} {Exception} {string.Join(' ', Values.Values)}";
}
