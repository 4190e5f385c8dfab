using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Opening;

/// <summary>Opens the vault file of this workspace. Its key is derived while the file is read.</summary>
internal static class LocalVaultOpening
{
    /// <summary>Reads the vault file and opens it.</summary>
    /// <param name="session">The session of the workspace.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="inspects">Whether its fingerprints will be needed.</param>
    /// <exception cref="VaultException">6001: there is none; 3xxx: it does not open.</exception>
    public static (LocalVault File, UnsealedVault Content) Open(VaultSession session, CancellationToken cancellationToken, bool inspects = true)
    {
        session.Workspace.RequireVaultFile();
        var candidates = session.Passphrases.Require();
        var file = session.Workspace.RequireVaultToOpen(Recognise, cancellationToken);
        var known = session.Workspace.State.FactsOf(file.Sha256);
        return (file, UnsealedVault.OpenInPlace(file, candidates, session.Workspace.Location.File, session.Passphrases.StartedKey, known, inspects));

        string? Recognise(SealMark mark)
        {
            session.Passphrases.Begin(candidates, mark);
            return session.Workspace.State.File.Facts is { } facts && facts.Mark == mark ? facts.VaultSha256 : null;
        }
    }

    /// <summary>Starts deriving the key of the current vault file, if the passphrase is available without asking the user.</summary>
    /// <exception cref="VaultException">6001: there is none.</exception>
    public static void Begin(VaultSession session)
    {
        session.Workspace.RequireVaultFile();
        if (session.Passphrases.FindWithoutAsking() is { } candidates)
        {
            try
            {
                using var file = File.OpenHandle(session.Workspace.Location.File);
                session.Passphrases.Begin(candidates, VaultFormat.Current.Recognise(file));
            }
            catch (Exception exception) when (FileFailures.IsFileFailure(exception))
            {
                // The verb reads the file again, hits the same failure, and reports it.
            }
        }
    }
}
