namespace TazPod.Vault.Doors.Terminals;

/// <summary>Shows the progress of a transfer, or of work on this machine, if it takes long.</summary>
internal interface IProgressDisplay
{
    /// <param name="what">The work.</param>
    /// <param name="done">Bytes so far.</param>
    /// <param name="total">Bytes in total; 0 if unknown.</param>
    void Report(string what, long done, long total);

    /// <summary>Makes room for another line.</summary>
    void Clear();
}
