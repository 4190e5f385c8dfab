using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Sync;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>Writes the result of a merge without conflicts: the vault file, and the secrets directory if that was the local side.</summary>
/// <remarks>The vault file comes first. After a kill, merging again finds the same changes on both sides, and puts the directory in
/// place. An edited directory is moved away first, so that is recorded, and the next run begins by putting it back.</remarks>
/// <param name="session">The session.</param>
/// <param name="start">The state before.</param>
/// <param name="directory">The secrets directory.</param>
/// <param name="swap">Replaces it.</param>
/// <param name="keepsFile">Whether a vault file that is nowhere else is kept.</param>
internal sealed class MergeWriting(VaultSession session, MergeStart start, string directory, ISecretsSwap swap, bool keepsFile)
{
    private readonly List<string> kept = [];

    /// <summary>Writes it.</summary>
    /// <param name="result">What was merged.</param>
    /// <param name="latest">Latest; null if only the two local sides were merged.</param>
    /// <param name="trees">The trees.</param>
    /// <param name="cancellationToken">Stops it before anything is replaced.</param>
    public MergeResult Run(MergeResult result, LatestVault? latest, MergeTrees trees, CancellationToken cancellationToken)
    {
        var isTheirs = latest is not null && trees.Manifest.HasSameContentAs(latest.Tree.Manifest);
        if (isTheirs)
        {
            Take(latest!, trees);
        }
        else if (!IsFileResult(latest, trees))
        {
            Seal(latest, trees, cancellationToken);
        }
        else
        {
            session.Workspace.RememberVault(trees.LocalFacts, session.Workspace.LocalMac(trees.Manifest));
            SeeLatest(latest);
        }

        // A directory without edits follows the vault file.
        var isFollowing = start.IsFromDirectory || start.IsClean;
        var isPlaced = isFollowing && !trees.IsOurs;
        if (isPlaced)
        {
            Place(latest, trees, cancellationToken);
        }

        if (isFollowing)
        {
            session.Workspace.State.BindMerge(null);
            session.Workspace.Remember(directory, session.Workspace.State.File.Facts!, session.Workspace.LocalMac(trees.Manifest));
        }

        return result with
        {
            Outcome = isTheirs ? MergeOutcome.Taken : MergeOutcome.Merged,
            SecretsDirectory = isPlaced ? directory : null,
            Kept = kept,
        };
    }

    // The vault file already has the result, sealed as latest is.
    private static bool IsFileResult(LatestVault? latest, MergeTrees trees) =>
        trees.Local is { } local && local.RequireManifest().HasSameContentAs(trees.Manifest)
        && (latest is null || local.Passphrase.Bytes.SequenceEqual(latest.Content.Passphrase.Bytes));

    private void Take(LatestVault latest, MergeTrees trees)
    {
        KeepFile(isContentStored: trees.IsOurs && !start.IsFromDirectory);
        LocalVault.RequireUnchanged(start.File, session.Workspace.Location.File);
        latest.Bytes!.Commit();
        Sidecar.Write(session.Workspace.Location, latest.Facts.ContentSha256!);
        session.Workspace.RememberVault(latest.Facts, session.Workspace.LocalMac(latest.Tree.Manifest));
        SeeLatest(latest);
    }

    private void Seal(LatestVault? latest, MergeTrees trees, CancellationToken cancellationToken)
    {
        using var buffer = VaultFormat.Current.NewBuffer();
        buffer.Expect(Math.Max(trees.Ours.Archive.Length, latest?.Content.Archive.Length ?? 0));
        var manifest = ArchiveComposer.Write(trees.Result.Entries, buffer, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        KeepFile(isContentStored: false);
        var replacement = new VaultReplacement(session);
        var passphrase = replacement.PassphraseFor(session.Passphrases.Require(), (latest?.Content ?? trees.Local!).Passphrase);
        var (facts, _) = replacement.Seal(
            start.File, buffer, manifest, passphrase, known: null, Math.Max(trees.LocalRevision, latest?.Content.Revision.Number ?? 0));
        session.Workspace.RememberVault(facts, session.Workspace.LocalMac(manifest));
        SeeLatest(latest);
    }

    private void SeeLatest(LatestVault? latest)
    {
        if (latest is not null)
        {
            session.Remote.Remember(latest.SeenBy(session.Remote.Known), isSynced: true);
        }
    }

    // Changes that were never pushed are nowhere else in this form.
    private void KeepFile(bool isContentStored)
    {
        if (keepsFile && start.File is { } file && !start.IsFileStored && !isContentStored)
        {
            Keep(new LocalGuard(session, force: true).Keep(file), "vault file");
        }
    }

    private void Place(LatestVault? latest, MergeTrees trees, CancellationToken cancellationToken)
    {
        using var buffer = VaultFormat.Current.NewBuffer();
        ArchiveComposer.Write(trees.Result.Entries, buffer, cancellationToken);
        var aside = start.IsFromDirectory || IsEditedSince(trees, cancellationToken) ? BackupName.Name(swap.AsideName, session.Time) : null;
        if (aside is not null)
        {
            session.Workspace.State.BindMerge(new PendingMerge(
                directory, aside, PendingMerge.LocalSuffix, session.Workspace.LocalMac(trees.Manifest),
                latest?.Facts ?? trees.LocalFacts, session.Remote.Known));
            session.Workspace.State.Save();
        }

        new TreeReplacement(session, directory, swap).Run(
            (stage, options) => ArchiveReader.Extract(buffer.Plaintext, stage, options, CancellationToken.None),
            new ArchiveReadOptions { Progress = session.Output.Progress("unpacking the secrets", buffer.Plaintext.Length) },
            (latest?.Content ?? trees.Local!).Passphrase,
            aside);
        if (aside is not null)
        {
            Keep(aside, "content of the secrets directory");
        }
    }

    // The download takes long enough for a user to edit a directory that had no edits.
    private bool IsEditedSince(MergeTrees trees, CancellationToken cancellationToken)
    {
        try
        {
            return Directory.Exists(directory)
                && !DirectoryScanner.Scan(directory, new ArchiveWriteOptions(), cancellationToken).HasSameContentAs(trees.Ours.Manifest);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.EntryRefused || failure.Error == VaultErrors.TreeTooLarge)
        {
            return true;
        }
    }

    private void Keep(string path, string what)
    {
        kept.Add(path);
        session.Output.Notice($"the {what} as it was before the merge is kept as '{path}'");
    }
}
