namespace TazPod.Vault.Merging;

/// <summary>Merges files of <c>NAME=value</c> lines by variable. Order, comments and quoting stay as they are; ours comes first where both
/// sides added lines.</summary>
internal sealed class KeyMerge
{
    private readonly DotenvFile @base;
    private readonly DotenvFile ours;
    private readonly DotenvFile theirs;
    private readonly ConflictChoice choice;
    private readonly List<string> conflicts = [];

    // The line of each variable that the result sets.
    private readonly Dictionary<string, DotenvLine> settled = new(StringComparer.Ordinal);

    private KeyMerge(DotenvFile @base, DotenvFile ours, DotenvFile theirs, ConflictChoice choice)
    {
        (this.@base, this.ours, this.theirs, this.choice) = (@base, ours, theirs, choice);
        foreach (var name in ours.Names.Union(theirs.Names))
        {
            if (Settle(name) is { } line)
            {
                settled.Add(name, line);
            }
        }
    }

    /// <summary>Merges three files. Null if one of them is not in our grammar, or has too many lines.</summary>
    /// <param name="base">What it was; empty if both sides added the file.</param>
    /// <param name="ours">What ours has.</param>
    /// <param name="theirs">What theirs has.</param>
    /// <param name="choice">Settles the variables that both sides changed differently.</param>
    public static FileOutcome? Merge(
        ReadOnlyMemory<byte> @base, ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> theirs, ConflictChoice choice)
    {
        var (others, names) = (new LineNumbers(), new Dictionary<string, int>(StringComparer.Ordinal));
        if (DotenvFile.TryRead(@base, others, names) is not { } old || DotenvFile.TryRead(ours, others, names) is not { } our
            || DotenvFile.TryRead(theirs, others, names) is not { } their)
        {
            return null;
        }

        var merge = new KeyMerge(old, our, their, choice);
        return merge.conflicts.Count > 0
            ? new FileOutcome(null, MergeConflictKind.Keys) { Keys = [.. merge.conflicts.Order(StringComparer.Ordinal)] }
            : merge.Placed() is { } lines ? new FileOutcome(merge.Join(lines), null) : null;
    }

    private DotenvLine? Settle(string name)
    {
        var (b, o, t) = (@base.Of(name), ours.Of(name), theirs.Of(name));
        if (o?.Variable!.Value == t?.Variable!.Value)
        {
            // The values are the same, but one side may have changed the quotes.
            return o is not null && b is not null && o.Bytes.Span.SequenceEqual(b.Bytes.Span) ? t : o;
        }

        if (b?.Variable!.Value == o?.Variable!.Value)
        {
            return t;
        }

        if (b?.Variable!.Value == t?.Variable!.Value)
        {
            return o;
        }

        if (choice == ConflictChoice.None)
        {
            conflicts.Add(name);
        }

        return choice == ConflictChoice.Theirs ? t : o;
    }

    private List<DotenvLine>? Placed()
    {
        static int[] Numbers(DotenvFile file) => [.. file.Lines.Select(line => line.Number)];
        var (b, o, t) = (Numbers(@base), Numbers(ours), Numbers(theirs));
        if (Chunk.Divide(b, o, t) is not { } chunks)
        {
            return null;
        }

        var lines = new List<DotenvLine>();
        foreach (var chunk in chunks)
        {
            lines.AddRange(chunk.IsStable ? Stable(chunk)
                : o.AsSpan(chunk.Ours).SequenceEqual(b.AsSpan(chunk.Base)) ? Slice(theirs, chunk.Theirs)
                : t.AsSpan(chunk.Theirs).SequenceEqual(b.AsSpan(chunk.Base)) ? Slice(ours, chunk.Ours)
                : Both(chunk));
        }

        var placed = new HashSet<string>(StringComparer.Ordinal);
        List<DotenvLine> result =
        [
            .. lines.Where(line => line.Variable is null || (settled.ContainsKey(line.Variable.Name) && placed.Add(line.Variable.Name)))
                .Select(line => line.Variable is null ? line : settled[line.Variable.Name]),
        ];
        PlaceRest(ours, result, placed);
        PlaceRest(theirs, result, placed);
        return result;
    }

    // The lines are the same but for values, which are settled, and line ends.
    private IEnumerable<DotenvLine> Stable(Chunk chunk) =>
        Slice(@base, chunk.Base).Zip(Slice(ours, chunk.Ours), Slice(theirs, chunk.Theirs))
            .Select(line => line.Second.Bytes.Span.SequenceEqual(line.First.Bytes.Span) ? line.Third : line.Second);

    // Ours, and what theirs added, before the line that it precedes there. Without such a line it comes last.
    private IEnumerable<DotenvLine> Both(Chunk chunk)
    {
        var lines = Slice(ours, chunk.Ours).ToList();
        var known = lines.Concat(Slice(@base, chunk.Base)).Select(line => line.Number).ToHashSet();
        var places = lines.Index().ToLookup(line => line.Item.Number, line => line.Index);
        var last = -1;
        var pending = new List<DotenvLine>();
        var added = new List<(int Place, DotenvLine Line)>();
        foreach (var line in Slice(theirs, chunk.Theirs))
        {
            if (places[line.Number].FirstOrDefault(place => place > last, -1) is >= 0 and var place)
            {
                added.AddRange(pending.Select(waiting => (place, waiting)));
                pending.Clear();
                last = place;
            }
            else if (!known.Contains(line.Number) && (line.Variable is null || ours.Of(line.Variable.Name) is null))
            {
                pending.Add(line);
            }
        }

        added.AddRange(pending.Select(waiting => (lines.Count, waiting)));
        return added.Concat(lines.Index()).OrderBy(line => line.Item1).Select(line => line.Item2);
    }

    // Variables whose lines the other side removed or moved: each after the one that it follows on its own side.
    private void PlaceRest(DotenvFile side, List<DotenvLine> result, HashSet<string> placed)
    {
        var place = result.Count;
        foreach (var line in side.Lines)
        {
            if (placed.Count == settled.Count || line.Variable is null || !settled.ContainsKey(line.Variable.Name))
            {
                continue;
            }

            if (placed.Add(line.Variable.Name))
            {
                result.Insert(place++, settled[line.Variable.Name]);
            }
            else
            {
                place = result.FindIndex(other => other.Number == line.Number) + 1;
            }
        }
    }

    private byte[] Join(List<DotenvLine> lines)
    {
        var isOpen = ours.IsOpen == @base.IsOpen ? theirs.IsOpen : ours.IsOpen;
        var parts = new List<ReadOnlyMemory<byte>>();
        foreach (var line in lines)
        {
            parts.Add(line.Text);
            parts.Add(ByteLines.End(line.Bytes) is { IsEmpty: false } end ? end : ours.LineEnd);
        }

        if (isOpen && parts.Count > 0)
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return ByteLines.Join(parts);
    }

    private static IEnumerable<DotenvLine> Slice(DotenvFile file, Range range) => file.Lines.Take(range);
}
