using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;

namespace TazPod.Vault.Doors;

/// <summary>What a door is to the verbs that run behind it.</summary>
/// <param name="Log">Where it prints.</param>
/// <param name="Terminal">Whether somebody is there.</param>
/// <param name="Environment">The value of an environment variable; null where there is none.</param>
internal sealed record Door(IDoorLog Log, Terminal Terminal, Func<string, string?> Environment)
{
    /// <summary>The clock and the local time zone; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Puts a line for people into the words of this door; the tasks' own by default.</summary>
    public Func<string, string> Words { get; init; } = static line => line;

    /// <summary>The path of the result file when the settings cannot be read; none by default.</summary>
    public Func<string?> FallbackResultFile { get; init; } = static () => null;
}
