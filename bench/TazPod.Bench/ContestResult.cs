namespace TazPod.Bench;

/// <summary>What a contest showed.</summary>
internal sealed record ContestResult(string Name, IReadOnlyList<Summary> Tools);
