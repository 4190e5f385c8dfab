using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Setup;

/// <summary>SetupStorage: makes the bucket ready and finds out what the store honours.</summary>
internal sealed class SetupVerb(VaultSession session)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<NoOptions, SetupResult> Definition =
        new(SetupResult.Name, "setup", "Makes the bucket ready, and probes what the store honours")
    {
        Details = "makes the bucket, sets it up ([docs/STORAGE.md](docs/STORAGE.md)), and probes whether conditional writes are honoured",
        Requests = "few",
        Reads = [.. SettingCatalog.OfStore, SettingCatalog.VaultFile, "versioning", "TLS only", .. SettingCatalog.Common],
        NeedsStore = true,
        Writes = true,
        Lock = LockUse.Whole,
        OptionsOf = NoOptions.Of,
        Run = static (session, _, cancel) => new SetupVerb(session).RunAsync(cancel),
    };

    public async Task<SetupResult> RunAsync(CancellationToken cancellationToken)
    {
        var bucket = await session.Remote.Store.CreateBucketAsync(cancellationToken);
        var setup = session.Remote.Store is IBucketSettings settings ? new BucketSetup(session, settings) : null;
        if (setup is not null)
        {
            await setup.RecoverAsync(cancellationToken);
        }

        var report = await session.Remote.ProbeAsync(cancellationToken);
        var steps = setup is null ? [] : await setup.RunAsync(report, cancellationToken);
        if (steps.Any(step => step.Outcome == SetupOutcome.TakenBack))
        {
            // Versioning, for one, can only be suspended again, which is not what was there before.
            report = await session.Remote.ProbeAsync(cancellationToken);
        }

        // So that the first push asks nothing: this directory becomes a workspace, as it does by a save.
        session.Remote.Remember(session.Remote.Known with { HonoursConditions = report.Support == ConditionSupport.Honoured });
        return new SetupResult(session.Remote.Name, bucket, report.Support, report.CopyWorks) { Steps = steps };
    }
}
