using Cake.Core;

namespace Cake.Frosting.TazPod;

/// <summary>Says what a restore from a lineage would meet: empty, coherent or incoherent, and why. The exit code tells them apart.</summary>
/// <remarks>
/// <para><b>Settings.</b> lineage, lineage prefix, storage, bucket, region, endpoint, path style, profile, timeouts, retries, result.</para>
/// <para><b>Exit codes.</b> 0 coherent; 2 settings; 3 empty; 4 credentials; 6 incoherent; 7 the store.</para>
/// <example><code>./build.sh --target=LineageStatus --lineage=prod</code></example>
/// </remarks>
[TaskName("LineageStatus")]
[TaskDescription("What a restore from a lineage would meet, and why")]
public sealed class LineageStatusTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, "LineageStatus", (service, cancel) => service.LineageStatusAsync(cancel));
}
