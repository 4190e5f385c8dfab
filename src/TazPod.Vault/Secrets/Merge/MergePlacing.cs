using TazPod.Vault.Archive;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>Puts a merge with conflicts into the secrets directory, where a user settles them.</summary>
/// <remarks>The record is written first: a directory without it would be saved as if latest had never changed.</remarks>
internal sealed class MergePlacing(VaultSession session, string directory, ISecretsSwap swap)
{
    /// <summary>Puts it there.</summary>
    /// <param name="result">What was merged.</param>
    /// <param name="latest">Latest; null if only the two local sides were merged.</param>
    /// <param name="trees">The trees.</param>
    /// <param name="cancellationToken">Stops it before anything is replaced.</param>
    public MergeResult Run(MergeResult result, LatestVault? latest, MergeTrees trees, CancellationToken cancellationToken)
    {
        using var buffer = VaultFormat.Current.NewBuffer();
        var suffix = latest is null ? PendingMerge.LocalSuffix : $".theirs-{latest.Stamp}";
        var manifest = ArchiveComposer.Write(trees.WithTheirs(suffix), buffer, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        var opened = latest?.Content ?? trees.Local!;
        var known = session.Remote.Known;
        var merge = new PendingMerge(
            directory,
            BackupName.Name(swap.AsideName, session.Time),
            suffix,
            session.Workspace.LocalMac(manifest),
            latest?.Facts ?? trees.LocalFacts,
            latest?.SeenBy(known) ?? known);
        Record(merge);
        new TreeReplacement(session, directory, swap).Run(
            (stage, options) => ArchiveReader.Extract(buffer.Plaintext, stage, options, CancellationToken.None),
            new ArchiveReadOptions { Progress = session.Output.Progress("unpacking the secrets", buffer.Plaintext.Length) },
            opened.Passphrase,
            merge.Kept);
        Record(merge with { Phase = MergePhase.Waiting });
        session.Output.Notice($"the content of the secrets directory as it was before the merge is kept as '{merge.Kept}'");
        return result with { SecretsDirectory = directory, Kept = [merge.Kept], Suffix = suffix };
    }

    private void Record(PendingMerge merge)
    {
        session.Workspace.State.BindMerge(merge);
        session.Workspace.State.Save();
    }
}
