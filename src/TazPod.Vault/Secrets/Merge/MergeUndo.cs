using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>Undoes a merge that waits: the secrets directory gets the content that it had before.</summary>
internal sealed class MergeUndo(VaultSession session, PendingMerge merge, ISecretsSwap swap)
{
    /// <summary>Undoes it. It can be repeated after a kill.</summary>
    /// <returns>The path where the merged tree is kept, because a user has worked on it; null if nobody has.</returns>
    /// <exception cref="VaultException">6xxx: a directory cannot be read or written. 6008: another user owns the kept directory.</exception>
    public string? Run(CancellationToken cancellationToken)
    {
        var aside = merge.Phase == MergePhase.Undone ? null : Undo(cancellationToken);
        if (Exists(merge.Kept))
        {
            KeptTree.Require(merge.Kept, swap);
            KeptTree.Remove(merge.Kept);
        }

        Record(null);
        return aside;
    }

    private string? Undo(CancellationToken cancellationToken)
    {
        string? aside = null;
        if (Exists(merge.Kept))
        {
            KeptTree.Require(merge.Kept, swap);
            aside = PutBack(cancellationToken);
        }
        else if (merge.Phase != MergePhase.Placing)
        {
            RequireNothingLeft(cancellationToken);
        }

        Record(merge with { Phase = MergePhase.Undone });
        return aside;
    }

    // Both are gone after a restart if they were in memory. Then there is nothing to put back, and nothing to lose.
    private void RequireNothingLeft(CancellationToken cancellationToken)
    {
        if (Exists(merge.Directory) && !DirectoryScanner.Scan(merge.Directory, new ArchiveWriteOptions(), cancellationToken).IsEmpty)
        {
            throw VaultErrors.SecretsNotFound.With(
                $"not undone: '{merge.Kept}', the secrets directory as it was before the merge, is gone",
                "Settle the conflicts and run SaveVault, or remove the secrets directory and run this again.");
        }

        session.Output.Notice($"'{merge.Kept}', the secrets directory as it was before the merge, is gone, so nothing was put back");
    }

    private string? PutBack(CancellationToken cancellationToken)
    {
        using var buffer = VaultFormat.Current.NewBuffer();
        var before = ArchiveWriter.Write(merge.Kept, buffer, new ArchiveWriteOptions(), cancellationToken);
        var aside = IsWorkedOn(session.Workspace.LocalMac(before), cancellationToken) ? BackupName.Name(swap.AsideName, session.Time) : null;

        // From here on SaveVault is refused: it would seal the old content as if it were merged.
        Record(merge with { Phase = MergePhase.Undoing });
        using var nobody = new Passphrase([]);
        new TreeReplacement(session, merge.Directory, swap).Run(
            (stage, options) => ArchiveReader.Extract(buffer.Plaintext, stage, options, CancellationToken.None),
            new ArchiveReadOptions { Hashes = false },
            nobody,
            aside,
            merge.Kept);
        if (aside is not null)
        {
            session.Output.Notice($"the merged secrets, with what was changed in them, are kept as '{aside}'");
        }

        return aside;
    }

    // A killed run may have put the old content back already.
    private bool IsWorkedOn(string localMacBefore, CancellationToken cancellationToken)
    {
        if (!Exists(merge.Directory))
        {
            return false;
        }

        try
        {
            var here = DirectoryScanner.Scan(merge.Directory, new ArchiveWriteOptions(), cancellationToken);
            return session.Workspace.LocalMac(here) is var localMac && localMac != merge.LocalMac && localMac != localMacBefore;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.EntryRefused || failure.Error == VaultErrors.TreeTooLarge)
        {
            return true;
        }
    }

    private void Record(PendingMerge? pending)
    {
        session.Workspace.State.BindMerge(pending);
        session.Workspace.State.Save();
    }

    private static bool Exists(string path) => SecretsFiles.Guarded($"cannot examine '{path}'", () => FileFacts.Of(path)).Kind == FileKind.Directory;
}
