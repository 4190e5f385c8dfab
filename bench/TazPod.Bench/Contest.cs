namespace TazPod.Bench;

/// <summary>One piece of work, done by several tools in turn.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Prepare">Makes the ground for one round, not measured: the round's number comes in, so that content can be new.</param>
/// <param name="Contestants">The tools, ours first.</param>
/// <param name="Vault">The file that our memory is compared with; null for none.</param>
/// <param name="AddedGoal">What is promised of what some of them take beyond others; null for nothing.</param>
internal sealed record Contest(
    string Name, Action<int> Prepare, IReadOnlyList<Contestant> Contestants, string? Vault = null, AddedGoal? AddedGoal = null)
{
    /// <summary>Runs one round to warm up and then the given number, each tool once a round: what disturbs one disturbs all.</summary>
    public ContestResult Run(Shell shell, int rounds)
    {
        var present = Contestants.Where(each => each.Needs.All(shell.Has)).ToList();
        var measured = present.ToDictionary(each => each, _ => new List<Measurement>());
        for (var round = 0; round <= rounds; round++)
        {
            Prepare(round);
            foreach (var each in present)
            {
                each.Prepare?.Invoke();
                var measurement = shell.Measure(each.Command);
                if (round > 0)
                {
                    measured[each].Add(measurement);
                }
            }

            Console.Error.WriteLine($"{Name}: round {round} of {rounds}");
        }

        List<Summary> tools = [.. present.Select(each => Summary.Of(each, measured[each], measured[present[0]]))];
        return new ContestResult(
            Name,
            tools,
            AddedGoal is null ? null : Added.Of(AddedGoal, measured),
            Vault is null ? null : Memory.Of(Vault, tools[0]));
    }
}
