using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Compares the secrets directory with the vault file by recorded fingerprints: nothing is opened, and no passphrase is
/// needed.</summary>
internal sealed class SecretsComparison(VaultSession session)
{
    /// <summary>The state of the secrets directory; null, with a notice, if it cannot be read.</summary>
    /// <param name="local">The vault file; null if there is none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public SecretsStatus? Compare(LocalVault? local, CancellationToken cancellationToken)
    {
        try
        {
            var directory = session.Workspace.SecretsDirectory();
            return new SecretsStatus(directory, StateOf(directory, local, cancellationToken));
        }
        catch (VaultException failure)
        {
            session.Output.Notice($"the secrets directory was not compared: {failure.Message}");
            return null;
        }
    }

    private SecretsState StateOf(string directory, LocalVault? local, CancellationToken cancellationToken)
    {
        if (SecretsFiles.Guarded($"cannot examine '{directory}'", () => FileFacts.Of(directory)).Kind == FileKind.Missing)
        {
            return SecretsState.Missing;
        }

        if (session.Workspace.State.Secrets(directory) is not { } origin)
        {
            return SecretsState.NeverUnlocked;
        }

        var here = Fingerprint(directory, cancellationToken);
        var vault = local is null ? null : session.Workspace.State.FactsOf(local.Sha256)?.LocalMac;
        if (here is not null && here == vault)
        {
            return SecretsState.Clean;
        }

        var isEdited = here != origin.LocalMac;
        var isOutdated = local is not null && !origin.ComesFrom(local.Sha256, vault);
        return (isEdited, isOutdated) switch
        {
            (true, true) => SecretsState.EditedAndOutdated,
            (true, false) => SecretsState.Edited,
            (false, true) => SecretsState.Outdated,
            _ => SecretsState.Clean,
        };
    }

    // Null for a tree that no vault could have put there.
    private string? Fingerprint(string directory, CancellationToken cancellationToken)
    {
        try
        {
            return session.Workspace.LocalMac(DirectoryScanner.Scan(directory, new ArchiveWriteOptions(), cancellationToken));
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.EntryRefused || failure.Error == VaultErrors.TreeTooLarge)
        {
            return null;
        }
    }
}
