using System.Security.Cryptography;

namespace TazPod.Vault.Merging;

/// <summary>Combines the contents of a file that both sides changed: by variable, or by line.</summary>
internal static class FileMerge
{
    /// <summary>The largest file that is combined: 4 MiB. Larger ones count as binary.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>Whether a file can be combined at all, as far as its name and its sizes show.</summary>
    public static bool IsPossible(Combination file) =>
        (file.Base is not null || DotenvFile.IsNamed(file.Path))
        && Math.Max(file.Base?.Size ?? 0, Math.Max(file.Ours.Size, file.Theirs.Size)) <= MostBytes;

    /// <summary>Combines a file.</summary>
    /// <param name="path">Its path, whose name shows its format.</param>
    /// <param name="base">What it was; null if both sides added it.</param>
    /// <param name="ours">What ours has.</param>
    /// <param name="theirs">What theirs has.</param>
    /// <param name="choice">Settles the variables or lines that both sides changed.</param>
    public static FileOutcome Merge(string path, byte[]? @base, byte[] ours, byte[] theirs, ConflictChoice choice)
    {
        if (!ByteLines.IsText(@base) || !ByteLines.IsText(ours) || !ByteLines.IsText(theirs))
        {
            return new FileOutcome(null, MergeConflictKind.BothChanged);
        }

        return (DotenvFile.IsNamed(path) ? KeyMerge.Merge(@base, ours, theirs, choice) : null)
            ?? (@base is null ? new FileOutcome(null, MergeConflictKind.BothChanged) : ByLines(path, @base, ours, theirs, choice));
    }

    private static FileOutcome ByLines(string path, byte[] @base, byte[] ours, byte[] theirs, ConflictChoice choice)
    {
        var outcome = LineMerge.Merge(@base, ours, theirs, choice);
        if (outcome.Content is not { } merged || !Syntax.IsBroken(path, ours, theirs, merged))
        {
            return outcome;
        }

        CryptographicOperations.ZeroMemory(merged);
        return new FileOutcome(null, MergeConflictKind.Syntax);
    }
}
