using TazPod.Vault.Errors;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Opening;

/// <summary>Opens the vault that a selector names, here or in the store, in memory alone.</summary>
internal sealed class VaultSource(VaultSession session, TreeSelector? tree)
{
    /// <exception cref="VaultException">2xxx, 6001: it is not there; 3xxx: it does not open.</exception>
    public async Task<OpenedVault> OpenAsync(CancellationToken cancellationToken)
    {
        var from = tree ?? TreeSelector.Local;
        var (content, name) = from switch
        {
            _ when from == TreeSelector.Secrets => throw VaultErrors.InvalidSetting.With(
                "the secrets directory is no vault", "Give local, latest, an index or a stamp as --from."),
            { Stored: { } stored } => await new StoredVault(session).OpenAsync(stored, cancellationToken),
            _ => (LocalVaultOpening.Open(session, cancellationToken).Content, $"'{session.Workspace.Location.File}'"),
        };
        try
        {
            var opened = new OpenedVault(content, name);
            content.LetGoOfPassphrase();
            return opened;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }
}
