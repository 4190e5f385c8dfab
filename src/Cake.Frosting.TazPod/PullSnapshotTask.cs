using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Restores the generation that a lineage's pointer names, or the one before it, to a file. The file is only replaced after
/// verification.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, force, server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, lineage, lineage prefix,
/// snapshot file, generation, slot, anchors, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 pulled or unchanged; 2 settings; 3 the lineage is empty or does not keep that generation; 4 credentials; 5
/// the file is newer and not in the lineage; 6 the lineage is incoherent or damaged; 7 the store; 8 files.</para>
/// <example><code>./build.sh --target=PullSnapshot --file=raft.snap --lineage=prod</code></example>
/// </remarks>
[TaskName("PullSnapshot")]
[TaskDescription("A generation of a lineage -> file")]
public sealed class PullSnapshotTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.PullSnapshot);
}
