namespace TazPod.Vault.Merging;

/// <summary>Why a path could not be merged.</summary>
internal enum MergeConflictKind
{
    /// <summary>Both sides changed a file that is not merged by lines: it is not text, too large, or there is no base.</summary>
    BothChanged,

    /// <summary>Both sides changed the same lines, or lines that touch.</summary>
    Lines,

    /// <summary>Both sides changed the same variables.</summary>
    Keys,

    /// <summary>The file is valid on both sides, but merged it would not be.</summary>
    Syntax,

    /// <summary>Both sides changed the mode.</summary>
    Modes,

    /// <summary>Ours removed what theirs changed.</summary>
    RemovedHere,

    /// <summary>Theirs removed what ours changed.</summary>
    RemovedThere,

    /// <summary>A file on one side is a directory on the other. Concerns all that is in it.</summary>
    FileAndDirectory,

    /// <summary>Two names differ only in letter case, which the file system ignores. Concerns all that is in them.</summary>
    LetterCase,
}
