namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>Replays a log as a register with compare-and-swap: checks whether there is one order of all calls, each at some instant between
/// its call and its return, that explains every result.</summary>
/// <remarks>Every push names the content that it replaced, and no content is written twice, so the order of the writes is known. The rest
/// is a graph: a write is before the next one, a pull is after the write of its content and before the next, a refusal is after the write
/// that replaced its base, and a call that returned before another was made is before that one. There is such an order exactly if the graph
/// has no cycle. A log with foreign writes cannot be checked, because they do not say what they replaced.</remarks>
internal static class RegisterChecker
{
    /// <summary>The violations in a log; none if it is that of a register.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyList<Operation> log)
    {
        var problems = new List<string>();
        var writes = OrderWrites(log, problems);
        if (problems.Count > 0)
        {
            return problems;
        }

        var successor = writes.ToDictionary(write => write.Base ?? "", write => write);
        var edges = log.ToDictionary(each => each, _ => new List<Operation>());
        foreach (var each in log)
        {
            switch (each.Kind)
            {
                case OperationKind.Push:
                    AddIf(each, successor.GetValueOrDefault(each.Content!));
                    break;
                case OperationKind.Pull:
                    if (each.Content is { } content)
                    {
                        if (writes.FirstOrDefault(write => write.Content == content) is { } written)
                        {
                            edges[written].Add(each);
                        }
                        else
                        {
                            problems.Add($"{each.By} pulled content that was never pushed");
                        }
                    }

                    AddIf(each, successor.GetValueOrDefault(each.Content ?? ""));
                    break;
                case OperationKind.Refusal:
                    if (successor.GetValueOrDefault(each.Base ?? "") is { } first)
                    {
                        edges[first].Add(each);
                    }
                    else
                    {
                        problems.Add($"{each.By} was refused although its base had not been replaced");
                    }

                    break;
                default:
                    problems.Add($"{each.By} wrote without saying what it replaced");
                    break;
            }

            edges[each].AddRange(log.Where(later => each.End < later.Start));
        }

        if (HasCycle(edges))
        {
            problems.Add("no order of the calls explains what they returned");
        }

        return problems;

        void AddIf(Operation before, Operation? after)
        {
            if (after is not null)
            {
                edges[before].Add(after);
            }
        }
    }

    private static List<Operation> OrderWrites(IReadOnlyList<Operation> log, List<string> problems)
    {
        var writes = log.Where(each => each.Kind == OperationKind.Push).ToList();
        problems.AddRange(writes.GroupBy(write => write.Base).Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(write => write.By))} both replaced the same content"));
        problems.AddRange(writes.Where(write => write.Base is not null && writes.All(other => other.Content != write.Base))
            .Select(write => $"{write.By} replaced content that was never pushed"));
        return writes;
    }

    // Removes calls without predecessors. If no such call is left but others are, there is a cycle.
    private static bool HasCycle(Dictionary<Operation, List<Operation>> edges)
    {
        var before = edges.Keys.ToDictionary(each => each, _ => 0);
        foreach (var after in edges.Values.SelectMany(each => each))
        {
            before[after]++;
        }

        var free = new Queue<Operation>(before.Where(each => each.Value == 0).Select(each => each.Key));
        var taken = 0;
        while (free.TryDequeue(out var next))
        {
            taken++;
            foreach (var after in edges[next])
            {
                if (--before[after] == 0)
                {
                    free.Enqueue(after);
                }
            }
        }

        return taken < edges.Count;
    }
}
