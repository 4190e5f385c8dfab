using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Setup;

/// <summary>SetupStorage: prepares the bucket and tests what the store honours.</summary>
internal sealed class SetupVerb(VaultSession session)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<NoOptions, SetupResult> Definition =
        new(SetupResult.Name, "setup", "Creates and configures the bucket, and probes the store")
        {
            Details = "creates the bucket, configures it ([STORAGE.md](STORAGE.md)), and tests whether conditional writes are honoured",
            Requests = "few",
            Examples = ["", "--bucket=my-vaults --versioning"],
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
            // Versioning, for example, can only be suspended again, which is not the original state.
            report = await session.Remote.ProbeAsync(cancellationToken);
        }

        // Remembered so that the first push needs no probe. This makes the directory a workspace, as a save does.
        session.Remote.Remember(session.Remote.Known with { HonoursConditions = report.Support == ConditionSupport.Honoured });
        return new SetupResult(session.Remote.Name, bucket, report.Support, report.CopyWorks) { Steps = steps };
    }
}
