using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Sync;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets;

/// <summary>Completes a merge that waited: what SaveVault seals then descends from the latest that was merged, and is sealed with its
/// passphrase.</summary>
internal sealed class MergeCompletion(VaultSession session, PendingMerge merge)
{
    /// <summary>The passphrase of latest.</summary>
    /// <exception cref="VaultException">3001: no passphrase that is set opens it.</exception>
    public Passphrase FindPassphrase()
    {
        session.Passphrases.AlsoTryNew();
        var candidates = session.Passphrases.Require();
        foreach (var candidate in candidates.ByLikelihood)
        {
            using var key = VaultFormat.Current.Unlocker(candidate, merge.Theirs.Mark!);
            if (key.ComputeCheck() == merge.Theirs.KeyCheck)
            {
                return new VaultReplacement(session).PassphraseFor(candidates, candidate);
            }
        }

        throw VaultErrors.VaultDoesNotOpen.With(
            $"not saved: {candidates.Described} does not open the vault that was merged",
            "Set its passphrase, as for MergeVault.");
    }

    /// <summary>Fails if there are files left with which conflicts are to be settled.</summary>
    /// <exception cref="VaultException">4008: there are.</exception>
    public void RequireSettled(ArchiveManifest manifest)
    {
        string[] left =
        [
            .. manifest.Entries.Select(entry => entry.Path)
                .Where(path => path.Split('/')[^1] is var name && (name.Contains(merge.Suffix, StringComparison.Ordinal) || name.Contains(PendingMerge.LocalSuffix, StringComparison.Ordinal))),
        ];
        if (left.Length > 0)
        {
            throw VaultErrors.MergePending.With(
                $"not saved: {ByteSize.Count(left.Length, "file")} of a merge {(left.Length == 1 ? "is" : "are")} left in '{merge.Directory}', such as {EntryName.Quote(left[0])}",
                "Take what you need from there into the file beside it, remove it, and run SaveVault again. Or undo the merge with MergeVault --abort.");
        }
    }

    /// <summary>Keeps the vault file, unless it is in the store, and records that its successor descends from latest.
    /// <see cref="SyncState.Save"/> writes that to disk.</summary>
    public void Begin(LocalVault? file)
    {
        if (file is not null && session.Workspace.State.File.Remotes.All(remote => !remote.Holds(file.Sha256)))
        {
            session.Output.Notice(
                $"the vault file as it was before the merge is kept as '{new LocalGuard(session, force: true).Keep(file)}'");
        }

        if (Directory.Exists(merge.Kept))
        {
            session.Output.Notice($"the secrets directory as it was before the merge is still kept as '{merge.Kept}'; remove it when you no longer need it");
        }

        session.Workspace.State.Bind(merge.Remote, isSynced: true);
        session.Workspace.State.BindMerge(null);
    }
}
