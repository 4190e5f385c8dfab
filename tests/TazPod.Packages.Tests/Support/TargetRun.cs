namespace TazPod.Packages.Tests.Support;

/// <summary>One run of one target: how it has to end, and what leads there.</summary>
/// <param name="Target">The target.</param>
/// <param name="Status">The status that it has to give.</param>
/// <param name="Arguments">What the command line says beside the target.</param>
internal sealed record TargetRun(string Target, string Status, params string[] Arguments)
{
    /// <summary>The verb that it says it ran.</summary>
    public string Verb { get; init; } = Target;

    /// <summary>What somebody does before it.</summary>
    public Action<Consumer>? Before { get; init; }

    /// <summary>What it shows when it went well.</summary>
    public Action<Consumer>? After { get; init; }

    /// <summary>Whether it has to say that something changed.</summary>
    public bool Changed { get; init; } = true;
}
