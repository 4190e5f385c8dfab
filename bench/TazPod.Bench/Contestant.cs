namespace TazPod.Bench;

/// <summary>One tool in a contest.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Command">Its command line.</param>
/// <param name="Needs">The commands that must be installed; without them it is left out.</param>
/// <param name="Goal">How many times its time ours may take at most; null where nothing is promised.</param>
/// <param name="Prepare">What comes before each run, not measured.</param>
internal sealed record Contestant(string Name, string Command, string[] Needs, double? Goal = null, Action? Prepare = null);
