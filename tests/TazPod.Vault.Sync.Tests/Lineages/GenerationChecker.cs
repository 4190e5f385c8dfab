using TazPod.Vault.Lineages;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>What must hold after everything that happens to a lineage.</summary>
internal sealed class GenerationChecker
{
    private readonly HashSet<string> tried = [];
    private readonly Dictionary<long, string> acknowledged = [];

    /// <summary>The generation that was seen last.</summary>
    public long Last { get; private set; }

    /// <summary>Somebody begins to push this.</summary>
    public void Tried(byte[] content) => tried.Add(Pusher.Sha256(content));

    /// <summary>A push was told that it is this generation: nobody else ever was.</summary>
    public void Acknowledged(SnapshotEntry snapshot) => Assert.True(acknowledged.TryAdd(snapshot.Generation, snapshot.Sha256));

    /// <summary>Looks at the lineage and at what a restore yields.</summary>
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
