using TazPod.Vault.Errors;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault;

/// <summary>The verbs of <see cref="VaultService"/>, for a program that replaces them in its tests.</summary>
/// <remarks>All expected failures are a <see cref="VaultException"/>. The results are records with public constructors, and
/// <see cref="OpenedVault.InMemory"/> creates an opened vault from files. Verbs are added in minor versions: a fake class that is not made
/// by a mocking library then has to be extended.</remarks>
public interface IVaultService
{
    /// <inheritdoc cref="VaultService.SetupStorageAsync"/>
    Task<SetupResult> SetupStorageAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.SaveAsync"/>
    Task<SaveResult> SaveAsync(SaveOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.PushAsync"/>
    Task<PushResult> PushAsync(PushOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.PullAsync"/>
    Task<PullResult> PullAsync(PullOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.RestoreAsync"/>
    Task<RestoreResult> RestoreAsync(RestoreOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.RekeyAsync"/>
    Task<RekeyResult> RekeyAsync(RekeyOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.UnlockAsync"/>
    Task<UnlockResult> UnlockAsync(UnlockOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.LockAsync"/>
    Task<LockResult> LockAsync(LockOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.BootstrapAsync"/>
    Task<BootstrapResult> BootstrapAsync(BootstrapOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.ListHistoryAsync"/>
    Task<HistoryResult> ListHistoryAsync(HistoryOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.PruneHistoryAsync"/>
    Task<PruneResult> PruneHistoryAsync(PruneOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.VerifyAsync"/>
    Task<VerifyResult> VerifyAsync(VerifyOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.ListAsync"/>
    Task<ListResult> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.DiffAsync"/>
    Task<DiffResult> DiffAsync(DiffOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.MergeAsync"/>
    Task<MergeResult> MergeAsync(MergeOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.PinAsync"/>
    Task<PinResult> PinAsync(PinOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.UnpinAsync"/>
    Task<UnpinResult> UnpinAsync(UnpinOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.StatusAsync"/>
    Task<StatusResult> StatusAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.DoctorAsync"/>
    Task<DoctorResult> DoctorAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.LoginAsync"/>
    Task<LoginResult> LoginAsync(LoginOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.PushSnapshotAsync"/>
    Task<PushSnapshotResult> PushSnapshotAsync(PushSnapshotOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.PullSnapshotAsync"/>
    Task<PullSnapshotResult> PullSnapshotAsync(PullSnapshotOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.LineageStatusAsync"/>
    Task<LineageStatusResult> LineageStatusAsync(LineageStatusOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.RunWithVaultAsync"/>
    Task<RunResult> RunWithVaultAsync(RunOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VaultService.OpenAsync"/>
    Task<OpenedVault> OpenAsync(TreeSelector? tree = null, CancellationToken cancellationToken = default);
}
