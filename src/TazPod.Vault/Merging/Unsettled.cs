namespace TazPod.Vault.Merging;

/// <summary>A conflict, and what theirs has there.</summary>
/// <param name="Conflict">The conflict.</param>
/// <param name="Theirs">The path in theirs, which may be absent there.</param>
internal sealed record Unsettled(MergeConflict Conflict, string Theirs)
{
    /// <summary>Whether it is about everything below the path, too.</summary>
    public bool IsWhole => Conflict.Kind is MergeConflictKind.FileAndDirectory or MergeConflictKind.LetterCase;
}
