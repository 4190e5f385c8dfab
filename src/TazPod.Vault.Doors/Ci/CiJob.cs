namespace TazPod.Vault.Doors.Ci;

/// <summary>The surroundings from which a CI system detects whether this process runs in it.</summary>
/// <param name="Environment">Returns the value of an environment variable; null when it is not set.</param>
internal sealed record CiJob(Func<string, string?> Environment)
{
    /// <summary>The log from which a runner reads commands.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The value of a variable; null when it is not set or empty.</summary>
    public string? Value(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether a variable is set and is not <c>0</c> or <c>false</c>.</summary>
    public bool IsSet(string name) => Value(name) is not (null or "0" or "false");
}
