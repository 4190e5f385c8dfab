using TazPod.Vault.Hosting;

namespace TazPod.Vault.Session;

/// <summary>The output of a verb while it runs: notices for its result, details and progress for its observer, and the output lines of a
/// command.</summary>
internal sealed class SessionOutput(VaultServiceOptions options)
{
    private readonly List<string> notices = [];

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

    /// <summary>Reports an output line of a command.</summary>
    public void Print(string line, bool isError) => options.CommandOutput?.Invoke(line, isError);

    /// <summary>Reports the progress of one transfer, in bytes.</summary>
    public IProgress<long> Progress(string what, long total) => new TransferProgress(options.Observer, what, total);
}
