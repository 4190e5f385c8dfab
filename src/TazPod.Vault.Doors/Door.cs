using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Hosting;

namespace TazPod.Vault.Doors;

/// <summary>A door, that is a front end such as Cake or MSBuild, as the verbs see it.</summary>
/// <param name="Log">The log that it prints to.</param>
/// <param name="Terminal">Its terminal, if there is one.</param>
/// <param name="Environment">Returns the value of an environment variable; null when it is not set.</param>
internal sealed record Door(IDoorLog Log, Terminal Terminal, Func<string, string?> Environment)
{
    /// <summary>The clock and the local time zone; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Rewrites a line for users in the terms of this door; by default the line is for the Cake tasks.</summary>
    public Func<string, string> Words { get; init; } = static line => line;

    /// <summary>Where ReadSecret writes to; null, the default, for a door that shows no secrets.</summary>
    public ISecretOutput? SecretOutput { get; init; }

    /// <summary>Whether a command that it runs takes its place: the command gets the terminal itself, every signal, and as much time as it
    /// needs. False by default: a build remains in charge.</summary>
    public bool StepsBack { get; init; }

    /// <summary>The path of the result file when the settings cannot be read; none by default.</summary>
    public Func<string?> FallbackResultFile { get; init; } = static () => null;
}
