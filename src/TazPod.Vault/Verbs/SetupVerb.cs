using TazPod.Vault.Results;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Verbs;

/// <summary>SetupStorage: makes the bucket ready and finds out what the store honours.</summary>
internal sealed class SetupVerb(VaultSession session)
{
    public async Task<SetupResult> RunAsync(CancellationToken cancellationToken)
    {
        var bucket = await session.Store.CreateBucketAsync(cancellationToken);
        var report = await session.ProbeAsync(cancellationToken);

        // So that the first push asks nothing: this directory becomes a workspace, as it does by a save.
        await session.RememberAsync(
            session.Remote with { HonoursConditions = report.Support == ConditionSupport.Honoured }, cancellationToken);
        return new SetupResult(session.StoreName, bucket, report.Support, report.CopyWorks);
    }
}
