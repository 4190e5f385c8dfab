namespace TazPod.Vault.Doors.Printing;

/// <summary>What a part of a line means. Ordinary text has no tone.</summary>
internal enum Tone
{
    /// <summary>Ordinary text, in the terminal's own colour.</summary>
    Plain,

    /// <summary>The heading of a table or of a task.</summary>
    Heading,

    /// <summary>Something that is right, or was added.</summary>
    Good,

    /// <summary>Something to look at, or that changed.</summary>
    Warning,

    /// <summary>Something that is wrong, or was removed.</summary>
    Bad,
}
