using TazPod.Vault.Hosting;

namespace TazPod.Vault.Session;

/// <summary>Reports the progress of several steps, such as downloads, as that of one.</summary>
internal sealed class WholeProgress(IVaultObserver? observer, string what, long total, Action end) : IDisposable
{
    private long finished;
    private long reached;

    /// <summary>The progress of the next step.</summary>
    public IProgress<long> Part() => new Step(this);

    /// <summary>Counts a finished step.</summary>
    public void Finish(long size)
    {
        finished += size;
        Report(0);
    }

    /// <inheritdoc/>
    public void Dispose() => end();

    // A step can have several transfers. Progress never goes back.
    private void Report(long ofStep)
    {
        reached = Math.Max(reached, Math.Min(finished + ofStep, total));
        observer?.Transferred(what, reached, total);
    }

    private sealed class Step(WholeProgress whole) : IProgress<long>
    {
        public void Report(long value) => whole.Report(value);
    }
}
