namespace TazPod.Vault.Doors.Ci;

/// <summary>What a CI system can find out about the process it may run in.</summary>
/// <param name="Environment">The value of an environment variable; null where there is none.</param>
internal sealed record CiJob(Func<string, string?> Environment)
{
    /// <summary>Where a runner reads commands.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The value of a variable; null where it is not there or empty.</summary>
    public string? Value(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether a variable is there and does not say no.</summary>
    public bool IsSet(string name) => Value(name) is not (null or "0" or "false");
}
