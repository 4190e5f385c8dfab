using TazPod.Vault.Hosting;

namespace TazPod.Vault.Session;

/// <summary>The output of a verb while it runs: notices for its result, details and progress for its observer, and the output lines of a
/// command.</summary>
internal sealed class SessionOutput(VaultServiceOptions options)
{
    private readonly List<string> notices = [];
    private Func<IProgress<long>>? part;

    /// <summary>The notices so far, each once.</summary>
    public IReadOnlyList<string> Notices => notices;

    /// <summary>Adds a line that the operator must see.</summary>
    public void Notice(string line)
    {
        if (!notices.Contains(line))
        {
            notices.Add(line);
        }
    }

    /// <summary>Adds several notices.</summary>
    public void Notice(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Notice(line);
        }
    }

    /// <summary>Reports a detail for verbose output.</summary>
    public void Detail(string line) => options.Observer?.Detail(line);

    /// <summary>Reports that the verb waits, and for what.</summary>
    public void Wait(string line) => options.Observer?.Waiting(line);

    /// <summary>Reports an output line of a command.</summary>
    public void Print(string line, bool isError) => options.CommandOutput?.Invoke(line, isError);

    /// <summary>Reports the progress of one transfer or step, in bytes. Within a whole, it is a part of that.</summary>
    public IProgress<long> Progress(string what, long total) => part?.Invoke() ?? new TransferProgress(options.Observer, what, total);

    /// <summary>Reports the progress of several steps as one, until it is disposed.</summary>
    public WholeProgress Whole(string what, long total)
    {
        var whole = new WholeProgress(options.Observer, what, total, () => part = null);
        part = whole.Part;
        return whole;
    }
}
