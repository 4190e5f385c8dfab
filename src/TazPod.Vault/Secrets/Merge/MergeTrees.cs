using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Merging;
using TazPod.Vault.Opening;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>The trees of one merge, in memory, and what comes of them. Wiped when disposed.</summary>
internal sealed class MergeTrees(VaultSession session, MergeStart start, string directory, ConflictChoice choice) : IDisposable
{
    private readonly List<IDisposable> owned = [];
    private readonly List<ComposedEntry> beside = [];
    private readonly List<MergeConflict> conflicts = [];
    private UnsealedVault? local;

    /// <summary>The local side as it was.</summary>
    public PackedTree Ours { get; private set; } = null!;

    /// <summary>The merge with latest, or with the vault file if latest has not changed.</summary>
    public MergedTree Result { get; private set; } = null!;

    /// <summary>The content of the result.</summary>
    public ArchiveManifest Manifest => new(Result.Entries.Select(entry => entry.Entry), hasVaultPass: false, []);

    /// <summary>Everything that conflicts, in canonical order.</summary>
    public IReadOnlyList<MergeConflict> Conflicts => [.. conflicts.OrderBy(conflict => conflict.Path, PathOrder.Instance)];

    /// <summary>Whether the result is exactly the local side.</summary>
    public bool IsOurs { get; private set; }

    /// <summary>The vault file, opened; null if it was not needed.</summary>
    public UnsealedVault? Local => local;

    /// <summary>The number of the vault file's revision; 0 if it has none or was not opened.</summary>
    public long LocalRevision => local?.Revision.Number ?? 0;

    /// <summary>The facts about the vault file, which was opened.</summary>
    public VaultFacts LocalFacts => local!.FactsFor(start.File!);

    /// <summary>Merges the local sides with latest.</summary>
    /// <param name="latest">Latest; null if it has not changed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task MergeAsync(LatestVault? latest, CancellationToken cancellationToken)
    {
        latest?.Content.RequireNoLinks(cancellationToken);
        Ours = start.IsFromDirectory ? Pack(cancellationToken) : OpenLocal(cancellationToken);
        var ours = Ours;
        if (start.HasTwoLocalSides)
        {
            Result = await MergeAsync(ours, OpenLocal(cancellationToken), start.LocalBase, null, cancellationToken);
        }

        if (latest is not null)
        {
            if (start.HasTwoLocalSides)
            {
                beside.AddRange(Result.WithTheirs(PendingMerge.LocalSuffix).Skip(Result.Entries.Count));
                ours = Compose(Result.Entries, cancellationToken);
            }

            Result = await MergeAsync(ours, latest.Tree, start.Base, latest, cancellationToken);
        }

        IsOurs = Result.Entries.Select(entry => entry.Entry).SequenceEqual(Ours.Manifest.Entries);
    }

    /// <summary>The entries of a tree in which a user can settle the conflicts: the result, and beside each conflicting file the other
    /// version.</summary>
    /// <param name="suffix">What is added to the name of a file from latest.</param>
    public IReadOnlyList<ComposedEntry> WithTheirs(string suffix)
    {
        if (beside.Count == 0)
        {
            return Result.WithTheirs(suffix);
        }

        var all = Result.WithTheirs(suffix);
        var taken = all.Select(entry => entry.Entry.Path).ToHashSet(EntryPath.Comparer);
        return [.. all, .. beside.Where(entry => !taken.Contains(entry.Entry.Path))];
    }

    /// <inheritdoc/>
    public void Dispose() => owned.ForEach(each => each.Dispose());

    private async Task<MergedTree> MergeAsync(
        PackedTree ours, PackedTree theirs, StoredVersion? version, LatestVault? latest, CancellationToken cancellationToken)
    {
        var (tree, opened) = await BaseAsync(version, latest, cancellationToken);
        using (opened)
        {
            var merged = TreeMerge.Merge(tree, ours, theirs, choice, cancellationToken);
            owned.Add(merged);
            conflicts.AddRange(merged.Conflicts);
            return merged;
        }
    }

    // Often one of the trees at hand is the version itself, and nothing has to be downloaded.
    private async Task<(PackedTree? Tree, UnsealedVault? Opened)> BaseAsync(
        StoredVersion? version, LatestVault? latest, CancellationToken cancellationToken)
    {
        if (version is not null && version.VaultSha256 == latest?.Facts.VaultSha256)
        {
            return (latest.Tree, null);
        }

        if (version is not null && version.VaultSha256 == start.File?.Sha256)
        {
            return (OpenLocal(cancellationToken), null);
        }

        var opened = await new MergeBase(session).OpenAsync(version, cancellationToken);
        return opened?.ReadManifest() is { } manifest ? (new PackedTree(opened.Archive, manifest), opened) : (null, opened);
    }

    private PackedTree Pack(CancellationToken cancellationToken)
    {
        var buffer = VaultFormat.Current.NewBuffer();
        owned.Add(buffer);
        var size = TreeSize.Of(directory);
        buffer.Expect(size.MostPacked);
        var manifest = ArchiveWriter.Write(
            directory, buffer, new ArchiveWriteOptions { Progress = session.Output.Progress("packing the secrets", size.Content) }, cancellationToken);
        foreach (var notice in manifest.Notices)
        {
            session.Output.Notice(notice.Message);
        }

        // It would count as the removal of everything. A file system in memory is empty after a restart.
        return manifest.IsEmpty
            ? throw VaultErrors.EmptyTree.With(
                $"not merged: the secrets directory '{directory}' is empty",
                "Run UnlockVault to fill it from the vault file; if an empty vault is intended, run SaveVault --allow-empty first.")
            : new PackedTree(buffer.Plaintext, manifest);
    }

    private PackedTree Compose(IReadOnlyList<ComposedEntry> entries, CancellationToken cancellationToken)
    {
        var buffer = VaultFormat.Current.NewBuffer();
        owned.Add(buffer);
        var manifest = ArchiveComposer.Write(entries, buffer, cancellationToken);
        return new PackedTree(buffer.Plaintext, manifest);
    }

    private PackedTree OpenLocal(CancellationToken cancellationToken)
    {
        if (local is null)
        {
            local = LocalVaultOpening.Open(session, cancellationToken).Content;
            owned.Add(local);
            local.RequireNoLinks(cancellationToken);
        }

        return new PackedTree(local.Archive, local.RequireManifest());
    }
}
