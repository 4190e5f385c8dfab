namespace TazPod.Vault.Doors.Printing;

/// <summary>The log that a door prints to. Every call prints one message of plain text, without format placeholders.</summary>
internal interface IDoorLog
{
    /// <summary>Whether only warnings and errors are printed: then no progress is drawn either.</summary>
    bool IsQuiet { get; }

    /// <summary>Whether details are printed.</summary>
    bool IsVerbose { get; }

    /// <summary>Prints a line of a table, which can contain colours. It is what the user asked for, so less is hidden than of the
    /// rest.</summary>
    void Table(string line);

    /// <summary>Prints what a verb did.</summary>
    void Information(string line);

    /// <summary>Prints something that the user should notice although the verb continues.</summary>
    void Warning(string line);

    /// <summary>Prints a detail, for users who want more output.</summary>
    void Detail(string line);
}
