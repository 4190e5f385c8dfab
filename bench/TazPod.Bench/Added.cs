namespace TazPod.Bench;

/// <summary>What ours took beyond an idle run, and what another did.</summary>
/// <param name="Tool">The other.</param>
/// <param name="OurSeconds">The difference of our medians.</param>
/// <param name="TheirSeconds">The difference of theirs.</param>
/// <param name="Ratio">The one over the other.</param>
/// <param name="ByRound">The ratio of what each round shows by itself.</param>
internal sealed record Added(string Tool, double OurSeconds, double TheirSeconds, Ratio Ratio, Spread ByRound)
{
    public static Added Of(AddedGoal goal, IReadOnlyDictionary<Contestant, List<Measurement>> measured)
    {
        var ours = Median(goal.Ours) - Median(goal.OursIdle);
        var theirs = Median(goal.Theirs) - Median(goal.TheirsIdle);
        var rounds = Rounds(goal.Ours, goal.OursIdle).Zip(Rounds(goal.Theirs, goal.TheirsIdle), (our, their) => Ratio.Of(our, their).Value);
        return new Added(goal.Theirs.Name, ours, theirs, Ratio.Of(ours, theirs, goal.Most), Spread.Of(rounds));

        double Median(Contestant tool) => Spread.Of(measured[tool].Select(run => run.Seconds)).Median;

        IEnumerable<double> Rounds(Contestant tool, Contestant idle) =>
            measured[tool].Zip(measured[idle], (run, idleRun) => run.Seconds - idleRun.Seconds);
    }
}
