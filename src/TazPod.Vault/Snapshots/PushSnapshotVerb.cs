using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Snapshots;

/// <summary>PushSnapshot: pushes any file as the next generation of a lineage.</summary>
internal sealed class PushSnapshotVerb(VaultSession session)
{
    /// <summary>The verb.</summary>
    public static readonly Verb<PushSnapshotResult> Definition = new(PushSnapshotResult.Name, "push-snapshot", "File -> the next generation of a lineage")
    {
        Details = "any `--file` → the next generation of a lineage",
        Requests = "4 / 8",
        Reads =
        [
            .. SettingCatalog.OfStore, "snapshot file", "lineage", "lineage prefix", "unsafe store", "allow empty", "force",
            .. SettingCatalog.Common,
        ],
        NeedsStore = true,
        Writes = true,
        Run = static (session, cancel) => new PushSnapshotVerb(session).RunAsync(cancel),
    };

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
