namespace TazPod.Bench;

/// <summary>Ours over what it is compared with, and what is promised of that.</summary>
/// <param name="Value">Infinite where it is compared with nothing, or with less, as differences of what is measured may be.</param>
/// <param name="Goal">The most that it should be; null where nothing is promised.</param>
internal sealed record Ratio(double Value, double? Goal)
{
    /// <summary>Whether it is no more than it should be; null where nothing is promised.</summary>
    public bool? IsMet => Goal is { } most ? Value <= most : null;

    public static Ratio Of(double ours, double theirs, double? goal = null) => new(theirs > 0 ? ours / theirs : double.PositiveInfinity, goal);
}
