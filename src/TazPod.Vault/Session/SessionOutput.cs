using TazPod.Vault.Hosting;

namespace TazPod.Vault.Session;

/// <summary>What a verb says while it runs: notices for its result, details and progress for its observer, the lines of a command.</summary>
internal sealed class SessionOutput(VaultServiceOptions options)
{
    private readonly List<string> notices = [];

    /// <summary>The notices so far, each once.</summary>
    public IReadOnlyList<string> Notices => notices;

    /// <summary>Adds a line that the operator should see in any case.</summary>
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

    /// <summary>Passes on a line for those who want to see every step.</summary>
    public void Detail(string line) => options.Observer?.Detail(line);

    /// <summary>Passes on a line that a command printed.</summary>
    public void Print(string line, bool isError) => options.CommandOutput?.Invoke(line, isError);

    /// <summary>Reports the progress of one transfer, in bytes.</summary>
    public IProgress<long> Progress(string what, long total) => new TransferProgress(options.Observer, what, total);
}
