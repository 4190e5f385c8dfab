namespace TazPod.Bench;

/// <summary>What one verb costs along one axis.</summary>
internal sealed record Series(string Name, string Axis, string Verb, IReadOnlyList<Point> Points);
