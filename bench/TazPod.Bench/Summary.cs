namespace TazPod.Bench;

/// <summary>All runs of one tool in one contest.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Seconds">Wall time, least, median and most.</param>
/// <param name="CpuSeconds">Median.</param>
/// <param name="PeakMiB">Median.</param>
/// <param name="Ratio">The median time of ours over that of this tool.</param>
internal sealed record Summary(string Tool, Spread Seconds, double CpuSeconds, double PeakMiB, Ratio Ratio)
{
    public static Summary Of(Contestant contestant, IReadOnlyList<Measurement> runs, IReadOnlyList<Measurement> ours)
    {
        var seconds = Spread.Of(runs.Select(run => run.Seconds));
        return new Summary(
            contestant.Name,
            seconds,
            Spread.Of(runs.Select(run => run.CpuSeconds)).Median,
            Spread.Of(runs.Select(run => run.PeakMiB)).Median,
            Ratio.Of(Spread.Of(ours.Select(run => run.Seconds)).Median, seconds.Median, contestant.Goal));
    }
}
