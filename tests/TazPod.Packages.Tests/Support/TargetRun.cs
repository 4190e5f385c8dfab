namespace TazPod.Packages.Tests.Support;

/// <summary>One run of one target, its preparation and its expected result.</summary>
/// <param name="Target">The target.</param>
/// <param name="Status">The expected status.</param>
/// <param name="Arguments">Further command-line arguments.</param>
internal sealed record TargetRun(string Target, string Status, params string[] Arguments)
{
    /// <summary>The expected verb.</summary>
    public string Verb { get; init; } = Target;

    /// <summary>An action before the run.</summary>
    public Action<Consumer>? Before { get; init; }

    /// <summary>A check after the run.</summary>
    public Action<Consumer>? After { get; init; }

    /// <summary>Whether the run must report a change.</summary>
    public bool Changed { get; init; } = true;
}
