using DiffPlex;

namespace TazPod.Vault.Merging;

/// <summary>Compares two sequences of lines.</summary>
internal static class LineDifference
{
    /// <summary>The most lines of one side between the equal lines at the start and at the end. The comparison takes time that grows
    /// with their square: about a second for this many.</summary>
    public const int MostLines = 20_000;

    /// <summary>Where each line of the first sequence is in the second: an index, or -1 if it is not there. Null if there are too many
    /// lines to compare.</summary>
    public static int[]? Matches(int[] from, int[] to)
    {
        var start = from.AsSpan().CommonPrefixLength(to);
        var end = 0;
        while (end < Math.Min(from.Length, to.Length) - start && from[^(end + 1)] == to[^(end + 1)])
        {
            end++;
        }

        if (Math.Max(from.Length, to.Length) - start - end > MostLines)
        {
            return null;
        }

        var (removed, added) = (new bool[from.Length], new bool[to.Length]);
        Compare(from.AsSpan()[start..^end], to.AsSpan()[start..^end], removed.AsSpan(start), added.AsSpan(start));
        MoveDown(from, removed);
        MoveDown(to, added);

        var target = 0;
        var matches = new int[from.Length];
        for (var line = 0; line < from.Length; line++)
        {
            while (!removed[line] && added[target])
            {
                target++;
            }

            matches[line] = removed[line] ? -1 : target++;
        }

        return matches;
    }

    // The library compares text: a line that both sides have becomes a character, one that only one side has matches nothing. So no line
    // becomes a string, which could not be wiped.
    private static void Compare(ReadOnlySpan<int> from, ReadOnlySpan<int> to, Span<bool> removed, Span<bool> added)
    {
        const char OnlyFrom = '\0';
        const char OnlyTo = '\u0001';
        var (left, right) = (from.ToArray(), to.ToArray());
        var characters = left.Intersect(right).Index().ToDictionary(line => line.Item, line => (char)(OnlyTo + 1 + line.Index));
        string Text(int[] lines, char otherwise) => string.Concat(lines.Select(line => characters.GetValueOrDefault(line, otherwise)));
        var differences = Differ.Instance.CreateCharacterDiffs(Text(left, OnlyFrom), Text(right, OnlyTo), ignoreWhitespace: false);
        foreach (var block in differences.DiffBlocks)
        {
            removed.Slice(block.DeleteStartA, block.DeleteCountA).Fill(true);
            added.Slice(block.InsertStartB, block.InsertCountB).Fill(true);
        }
    }

    // Which of several equal lines was added or removed is arbitrary. It must be the same one in both comparisons of a merge, or the same
    // change of both sides would be made twice; so it is the last one.
    private static void MoveDown(int[] lines, bool[] changed)
    {
        for (var (start, end) = (0, 0); end < lines.Length;)
        {
            if (changed[end])
            {
                end++;
            }
            else if (start < end && lines[start] == lines[end])
            {
                (changed[start++], changed[end++]) = (false, true);
            }
            else
            {
                start = end = end + 1;
            }
        }
    }
}
