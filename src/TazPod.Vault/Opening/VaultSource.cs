using TazPod.Vault.Errors;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Opening;

/// <summary>Opens the selected vault, local or in the store, only in memory.</summary>
internal sealed class VaultSource(VaultSession session, TreeSelector? tree)
{
    /// <exception cref="VaultException">2xxx, 6001: it does not exist; 3xxx: it does not open.</exception>
    public async Task<OpenedVault> OpenAsync(CancellationToken cancellationToken)
    {
        var from = tree ?? TreeSelector.Local;
        var (content, name) = from switch
        {
            _ when from == TreeSelector.Secrets => throw VaultErrors.InvalidSetting.With(
                "the secrets directory is not a vault", "Use local, latest, an index or a stamp for --from."),
            { Stored: { } stored } => await new StoredVault(session).OpenAsync(stored, cancellationToken),
            _ => (LocalVaultOpening.Open(session, cancellationToken).Content, $"'{session.Workspace.Location.File}'"),
        };
        try
        {
            var opened = new OpenedVault(content, name);
            content.ReleasePassphrase();
            return opened;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }
}
