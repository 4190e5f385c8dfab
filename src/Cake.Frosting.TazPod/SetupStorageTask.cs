using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Prepares the bucket, idempotently, and checks whether the store honours conditional writes.</summary>
/// <remarks>
/// <para>It blocks public access, turns on encryption and, on AWS, versioning, and lets the bucket remove incomplete uploads after a week.
/// After each of these it tests writes, and undoes a setting that broke them. None of them fails the task.</para>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, versioning, TLS only,
/// server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, mask, trust configuration, result
/// file.</para>
/// <para><b>Exit codes.</b> 0 ready; 2 settings, or a bucket that cannot be created; 4 credentials; 7 the store; 8 files.</para>
/// <example><code>./build.sh --target=SetupStorage --bucket=my-vaults</code></example>
/// </remarks>
[TaskName("SetupStorage")]
[TaskDescription("Creates and configures the bucket, and probes the store")]
public sealed class SetupStorageTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Setup);
}
