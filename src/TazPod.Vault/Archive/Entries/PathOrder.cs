namespace TazPod.Vault.Archive.Entries;

/// <summary>The canonical order of paths: a directory, then its contents; siblings by the bytes of their UTF-8 names.</summary>
internal sealed class PathOrder : IComparer<string>
{
    public static readonly PathOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    // The separator sorts before everything, so that "a/b" directly follows "a" and precedes "a-b". UTF-16 sorts surrogates (U+10000 and
    // up) below U+E000 to U+FFFF, UTF-8 above, so the two ranges are swapped.
    private static int Rank(char value) => value switch
    {
        '/' => -1,
        >= '\ue000' => value - 0x800,
        >= '\ud800' => value + 0x2000,
        _ => value,
    };
}
