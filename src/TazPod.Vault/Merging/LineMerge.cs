namespace TazPod.Vault.Merging;

/// <summary>Merges text by lines, as diff3 does.</summary>
internal static class LineMerge
{
    /// <summary>Merges three texts. Lines that both sides changed differently are a conflict, and so are changes that touch.</summary>
    /// <param name="base">What it was.</param>
    /// <param name="ours">What ours has.</param>
    /// <param name="theirs">What theirs has.</param>
    /// <param name="choice">Settles those lines.</param>
    public static FileOutcome Merge(
        ReadOnlyMemory<byte> @base, ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> theirs, ConflictChoice choice)
    {
        var numbers = new LineNumbers();
        var (oldLines, ourLines, theirLines) = (ByteLines.Of(@base), ByteLines.Of(ours), ByteLines.Of(theirs));
        int[] Numbered(List<ReadOnlyMemory<byte>> lines) => [.. lines.Select(numbers.Of)];
        var (b, o, t) = (Numbered(oldLines), Numbered(ourLines), Numbered(theirLines));
        if (Chunk.Divide(b, o, t) is not { } chunks)
        {
            return new FileOutcome(null, MergeConflictKind.BothChanged);
        }

        var merged = new List<ReadOnlyMemory<byte>>();
        foreach (var chunk in chunks)
        {
            switch (Taken(b.AsSpan(chunk.Base), o.AsSpan(chunk.Ours), t.AsSpan(chunk.Theirs), choice))
            {
                case ConflictChoice.Ours:
                    merged.AddRange(ourLines[chunk.Ours]);
                    break;
                case ConflictChoice.Theirs:
                    merged.AddRange(theirLines[chunk.Theirs]);
                    break;
                default:
                    return new FileOutcome(null, MergeConflictKind.Lines);
            }
        }

        return new FileOutcome(ByteLines.Join(merged), null);
    }

    private static ConflictChoice Taken(ReadOnlySpan<int> @base, ReadOnlySpan<int> ours, ReadOnlySpan<int> theirs, ConflictChoice choice) =>
        ours.SequenceEqual(@base) ? ConflictChoice.Theirs
        : theirs.SequenceEqual(@base) || ours.SequenceEqual(theirs) ? ConflictChoice.Ours
        : choice;
}
