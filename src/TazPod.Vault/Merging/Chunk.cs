namespace TazPod.Vault.Merging;

/// <summary>A part of three sequences of lines: lines that all three have, or lines between such.</summary>
/// <param name="Base">The lines of base.</param>
/// <param name="Ours">The lines of ours.</param>
/// <param name="Theirs">The lines of theirs.</param>
/// <param name="IsStable">Whether all three are the same.</param>
internal readonly record struct Chunk(Range Base, Range Ours, Range Theirs, bool IsStable)
{
    /// <summary>Divides three sequences, as diff3 does: a line of base that both others have is stable, and what is between two of those
    /// belongs together. Null if there are too many lines to compare.</summary>
    public static IReadOnlyList<Chunk>? Divide(int[] @base, int[] ours, int[] theirs)
    {
        if (LineDifference.Matches(@base, ours) is not { } inOurs || LineDifference.Matches(@base, theirs) is not { } inTheirs)
        {
            return null;
        }

        var chunks = new List<Chunk>();
        for (var (b, o, t) = (0, 0, 0); b < @base.Length || o < ours.Length || t < theirs.Length;)
        {
            var (nextB, nextO, nextT) = (b, o, t);
            while (nextB < @base.Length && inOurs[nextB] == nextO && inTheirs[nextB] == nextT)
            {
                (nextB, nextO, nextT) = (nextB + 1, nextO + 1, nextT + 1);
            }

            var isStable = nextB > b;
            if (!isStable)
            {
                while (nextB < @base.Length && (inOurs[nextB] < 0 || inTheirs[nextB] < 0))
                {
                    nextB++;
                }

                (nextO, nextT) = nextB < @base.Length ? (inOurs[nextB], inTheirs[nextB]) : (ours.Length, theirs.Length);
            }

            chunks.Add(new Chunk(b..nextB, o..nextO, t..nextT, isStable));
            (b, o, t) = (nextB, nextO, nextT);
        }

        return chunks;
    }
}
