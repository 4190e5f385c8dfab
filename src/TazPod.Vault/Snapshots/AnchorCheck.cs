using TazPod.Vault.Errors;
using TazPod.Vault.Opening;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Snapshots;

/// <summary>Checks which anchors the local vault contains. It is opened only in memory.</summary>
/// <remarks>A snapshot of a secrets server is useless without the keys that unseal it, and these are in the vault.</remarks>
internal sealed class AnchorCheck(VaultSession session, IReadOnlyList<string> anchors)
{
    private AnchorFindings? findings;

    /// <returns>The findings. The vault is opened by the first call.</returns>
    /// <exception cref="VaultException">1005, 1006: there is no passphrase; 3xxx: the vault does not open.</exception>
    public async Task<AnchorFindings> RunAsync(CancellationToken cancellationToken) =>
        findings ??= anchors.Count == 0 ? new AnchorFindings([], [], true) : await OpenAsync(cancellationToken);

    private async Task<AnchorFindings> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var vault = await new VaultSource(session, TreeSelector.Local).OpenAsync(cancellationToken);
            return new AnchorFindings([.. anchors.Where(vault.Contains)], [.. anchors.Where(path => !vault.Contains(path))], true);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultNotFound)
        {
            // Not exit code 3, which a pipeline treats as a first start.
            return new AnchorFindings([], anchors, false);
        }
    }
}
