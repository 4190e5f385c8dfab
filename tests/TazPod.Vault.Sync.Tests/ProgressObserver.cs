using System.Collections.Concurrent;
using TazPod.Vault.Hosting;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Records what a waiting user is shown.</summary>
internal sealed class ProgressObserver : IVaultObserver
{
    public ConcurrentQueue<string> Waits { get; } = new();

    public ConcurrentQueue<(string What, long Done, long Total)> Progress { get; } = new();

    /// <inheritdoc/>
    public void Detail(string line)
    {
    }

    /// <inheritdoc/>
    public void Waiting(string line) => Waits.Enqueue(line);

    /// <inheritdoc/>
    public void Transferred(string what, long done, long total) => Progress.Enqueue((what, done, total));
}
