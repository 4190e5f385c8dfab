using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Makes the bucket ready, idempotently, and finds out whether the store honours conditional writes.</summary>
/// <remarks>
/// <para>Public access is blocked, encryption and, on AWS, versioning are turned on, and uploads that were never completed are removed
/// after a week. After each of these, writes are tried again, and what broke them is taken back. None of them fails the task.</para>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, versioning, TLS only, server-side encryption,
/// encryption key, connect timeout, request timeout, timeout, retries, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 ready; 2 settings, or a bucket that cannot be made; 4 credentials; 7 the store; 8 files.</para>
/// <example><code>./build.sh --target=SetupStorage --bucket=my-vaults</code></example>
/// </remarks>
[TaskName("SetupStorage")]
[TaskDescription("Creates and configures the bucket, and tests what the store honours")]
public sealed class SetupStorageTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Setup);
}
