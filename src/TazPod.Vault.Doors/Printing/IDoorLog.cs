namespace TazPod.Vault.Doors.Printing;

/// <summary>Where a door prints. Every call is one line of plain text; nothing in it is a format.</summary>
internal interface IDoorLog
{
    /// <summary>Whether only warnings and errors are wanted: then no progress is drawn either.</summary>
    bool IsQuiet { get; }

    /// <summary>What a verb did.</summary>
    void Information(string line);

    /// <summary>What deserves a look although the verb goes on.</summary>
    void Warning(string line);

    /// <summary>A detail, for those who ask for more.</summary>
    void Detail(string line);
}
