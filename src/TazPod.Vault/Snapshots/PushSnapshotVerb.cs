using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Snapshots;

/// <summary>PushSnapshot: pushes any file as the next generation of a lineage.</summary>
internal sealed class PushSnapshotVerb(VaultSession session, PushSnapshotOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<PushSnapshotOptions, PushSnapshotResult> Definition =
        new(PushSnapshotResult.Name, "push-snapshot", "File -> the next generation of a lineage")
        {
            Command = "snapshot push",
            Details = "any `--file` → the next generation of a lineage",
            Requests = "4 / 8",
            Examples = ["--lineage=raft --file=raft.snap", "--lineage=raft --file=r.snap --fingerprint=@r.index"],
            ExitCodes = new Dictionary<ExitCode, string>
            {
                [ExitCode.NotFound] = "no such file",
                [ExitCode.Integrity] = "the lineage is incoherent",
            },
            Reads = [.. SettingCatalog.OfStore, "lineage", "lineage prefix", "unsafe store", .. SettingCatalog.Common],
            Options = [OptionCatalog.SnapshotFile, OptionCatalog.Fingerprint, OptionCatalog.AllowEmpty, OptionCatalog.Force],
            NeedsStore = true,
            Writes = true,
            OptionsOf = PushSnapshotOptions.Of,
            Run = static (session, options, cancel) => new PushSnapshotVerb(session, options).RunAsync(cancel),
        };

    public async Task<PushSnapshotResult> RunAsync(CancellationToken cancellationToken)
    {
        var path = SnapshotPath.Required(options.File);
        await using var source = await SnapshotSource.OpenAsync(path, options.AllowEmpty, options.Fingerprint, cancellationToken);
        var keys = await LineageChoice.FindAsync(session, cancellationToken)
            ?? new LineageKeys(session.Settings.LineagePrefix, Guid.NewGuid().ToString());
        var pushed = await new LineagePush(session, keys, options.Force).RunAsync(source, cancellationToken);
        return new PushSnapshotResult(pushed.Outcome, path, session.Remote.Name, SnapshotEntry.Of(keys, pushed.Generation))
        {
            SameFingerprint = pushed.SameFingerprint,
        };
    }
}
