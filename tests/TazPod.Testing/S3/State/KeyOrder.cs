namespace TazPod.Testing.S3.State;

/// <summary>The order in which S3 lists keys: by their UTF-8 bytes.</summary>
/// <remarks>UTF-16 units sort the same, except that surrogates, which encode the highest characters, sort below U+E000-U+FFFF.</remarks>
internal sealed class KeyOrder : IComparer<string>
{
    public static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        var same = a.CommonPrefixLength(b);
        if (same == a.Length || same == b.Length)
            return a.Length - b.Length;
        return Rank(a[same]) - Rank(b[same]);
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
