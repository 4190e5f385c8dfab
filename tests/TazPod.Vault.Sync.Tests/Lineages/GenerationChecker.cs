using TazPod.Vault.Lineages;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>The rules that hold for a lineage at any time.</summary>
internal sealed class GenerationChecker
{
    private readonly HashSet<string> tried = [];
    private readonly Dictionary<long, string> acknowledged = [];

    /// <summary>The last generation that was seen.</summary>
    public long Last { get; private set; }

    /// <summary>Records the start of a push of this content.</summary>
    public void Tried(byte[] content) => tried.Add(Pusher.Sha256(content));

    /// <summary>Records that a push was acknowledged with this generation. No other push may get the same one.</summary>
    public void Acknowledged(SnapshotEntry snapshot) => Assert.True(acknowledged.TryAdd(snapshot.Generation, snapshot.Sha256));

    /// <summary>Checks the lineage and the result of a restore.</summary>
    public void Check(LineageStatusResult status, byte[]? restored)
    {
        Assert.NotEqual(LineageState.Incoherent, status.State);
        if (status.Current is not { } current)
        {
            Assert.Equal(0, Last);
            Assert.Empty(acknowledged);
            return;
        }

        Assert.InRange(current.Generation, Math.Max(Last, acknowledged.Keys.DefaultIfEmpty(0).Max()), long.MaxValue);
        Assert.Equal(current.Sha256, Pusher.Sha256(restored));
        Assert.Contains(current.Sha256, tried);
        if (acknowledged.TryGetValue(current.Generation, out var sha256))
        {
            Assert.Equal(sha256, current.Sha256);
        }

        Last = current.Generation;
    }
}
