namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>Replays a log as a register with compare-and-swap: whether there is one order of all calls, each at some instant between
/// its call and its return, in which every one of them did what it says.</summary>
/// <remarks>Every push names the content that it replaced, and no content is written twice, so the order of the writes is known.
/// What is left is a graph: a write before the next one, a pull after the write of what it brought and before the next, a refusal
/// after the write that replaced its base, and a call that returned before another was made before that one. There is such an order
/// exactly when the graph has no cycle. Only a log without foreign writes can be checked: they do not say what they replaced.</remarks>
internal static class RegisterChecker
{
    /// <summary>What is wrong with a log; nothing when it is that of a register.</summary>
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
                            problems.Add($"{each.By} pulled what nobody pushed");
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
                        problems.Add($"{each.By} was refused although nobody had replaced what it came from");
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
            .Select(write => $"{write.By} replaced what nobody pushed"));
        return writes;
    }

    // Takes calls away that nothing comes before; what is left when there is none such is a cycle.
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
