using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Pushes a file as the next generation of a lineage: into the slot that the pointer does not name, then the pointer.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, secrets directory, force, allow empty, unsafe store,
/// server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, lineage, lineage prefix, snapshot file,
/// fingerprint, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 pushed or unchanged; 2 settings, an empty file, or several lineages and none named; 3 no file or bucket;
/// 4 credentials; 5 another push came first; 6 the lineage is incoherent; 7 the store, or the global pointer is still pending; 8
/// files.</para>
/// <example><code>./build.sh --target=PushSnapshot --file=raft.snap --lineage=prod</code></example>
/// </remarks>
[TaskName("PushSnapshot")]
[TaskDescription("File -> the next generation of a lineage")]
public sealed class PushSnapshotTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.PushSnapshot);
}
