using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Session;

namespace TazPod.Vault.Snapshots;

/// <summary>PushSnapshot: any file -> the next generation of a lineage.</summary>
internal sealed class PushSnapshotVerb(VaultSession session)
{
    public async Task<PushSnapshotResult> RunAsync(CancellationToken cancellationToken)
    {
        var path = SnapshotPath.Required(session.Settings);
        await using var source = await SnapshotSource.OpenAsync(path, session.Settings.AllowEmpty, cancellationToken);
        var keys = await LineageChoice.FindAsync(session, cancellationToken)
            ?? new LineageKeys(session.Settings.LineagePrefix, Guid.NewGuid().ToString());
        var pushed = await new LineagePush(session, keys).RunAsync(source, cancellationToken);
        return new PushSnapshotResult(pushed.Outcome, path, session.Remote.Name, SnapshotEntry.Of(keys, pushed.Generation));
    }
}
