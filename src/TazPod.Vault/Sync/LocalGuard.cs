using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.History;
using TazPod.Vault.Opening;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Ensures that a pull never discards content that is stored nowhere else.</summary>
internal sealed class LocalGuard(VaultSession session, bool force)
{
    // If more copies than this have exactly the same size, they are not checked one by one; the pull is refused instead.
    private const int MostLooks = 20;

    private const string BothChanged =
        $"To keep both: {MergeSteps.OfVaults}. PullVault --force sets the file aside instead.";

    /// <summary>Judges a file that is not known to be in the store.</summary>
    /// <exception cref="VaultException">4002: it holds changes that were never pushed.</exception>
    public async Task<LocalFileState> JudgeAsync(
        LocalVault local, HistoryListing listing, CancellationToken cancellationToken)
    {
        var copies = CopiesThatCount(local, listing);
        if (copies.Any(copy => local.IsContentOf(copy.ETag, copy.Size)) || await IsLabelledAsync(local, listing, copies, cancellationToken))
        {
            return LocalFileState.InStore;
        }

        if (IsInAnotherStore(local))
        {
            return LocalFileState.InAnotherStore;
        }

        if (local.Damage(session.Workspace.State.File.Facts) is not null)
        {
            return LocalFileState.Damaged;
        }

        if (!Opens(local))
        {
            return LocalFileState.DoesNotOpen;
        }

        if (force)
        {
            return LocalFileState.Forced;
        }

        var isPending = session.Remote.Known.Pending?.VaultSha256 == local.Sha256;
        var what = isPending
            ? "belongs to an interrupted push, and may not be stored anywhere else"
            : $"holds changes that were never pushed to {session.Remote.Name}";

        // The hint must not suggest a step that would be refused in turn.
        var hint = listing.Latest is null ? "There is no latest: run PushVault."
            : !await MayPushAsync(local, listing.Latest, cancellationToken) ? BothChanged
            : isPending ? "Run PushVault to finish it, or use PullVault --force to set the file aside."
            : "Run PushVault first, pull into another --vault-file to compare, or use PullVault --force to set the file aside.";
        throw VaultErrors.UnpushedChanges.With($"not pulled: '{session.Workspace.Location.File}' {what}", hint);
    }

    /// <summary>Keeps the old file under another name if it is stored nowhere else.</summary>
    /// <returns>That name, or null if nothing had to be kept.</returns>
    public string? SetAside(LocalVault? local, LocalFileState state, bool newOneOpened, ObjectHead head)
    {
        if (local is null || state is LocalFileState.Absent or LocalFileState.InStore)
        {
            return null;
        }

        if (state == LocalFileState.DoesNotOpen && !newOneOpened && !force)
        {
            throw VaultErrors.UnpushedChanges.With(
                $"not pulled: neither '{session.Workspace.Location.File}' nor '{head.Key}' opens with {session.Passphrases.FindWithoutAsking()?.Described ?? "the available passphrase"}",
                "Check the passphrase, or use PullVault --force to set the file aside.");
        }

        var aside = Keep(local);
        var why = state switch
        {
            LocalFileState.Forced => "held changes that were never pushed",
            LocalFileState.InAnotherStore => "was synced with another address and is not in this store",
            _ => "was damaged or does not open",
        };
        session.Output.Notice($"the previous vault file {why}; it is kept as '{aside}'");
        return aside;
    }

    /// <summary>Writes these bytes beside the vault file under a second, permanent name.</summary>
    public string Keep(LocalVault local)
    {
        var name = BackupName.Name(stamp => $"{Path.Combine(session.Workspace.Location.Directory, session.Workspace.Location.Name)}.{stamp}.local", session.Time);
        using var staged = StagedFile.CreateOwn(name);
        using var content = local.OpenRead();
        SecretsFiles.Guarded($"cannot write '{name}'", () => content.CopyTo(staged.Stream));
        staged.Commit();
        return name;
    }

    /// <summary>Keeps a file that is about to be replaced while its push is unfinished: its bytes may exist only at latest, where others
    /// can overwrite them.</summary>
    public void KeepPending(LocalVault current)
    {
        if (session.Workspace.State.File.Remotes.Any(remote => remote.Pending?.VaultSha256 == current.Sha256))
        {
            var aside = Keep(current);
            session.Output.Notice($"the push of the previous vault file is unfinished; the file is kept as '{aside}'");
        }
    }

    // A vault that was sealed or opened here before is intact, even if another passphrase is available by now.
    private bool Opens(LocalVault local)
    {
        if (session.Workspace.State.FactsOf(local.Sha256) is { ContentSha256: not null } or { KeyCheck: not null } || session.Passphrases.FindWithoutAsking() is not { } candidates)
        {
            return true;
        }

        try
        {
            using var content = UnsealedVault.OpenInPlace(local, candidates, session.Workspace.Location.File, inspects: false);
            return true;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            return false;
        }
    }

    private bool IsInAnotherStore(LocalVault local) =>
        session.Workspace.State.File.Remotes.Any(other => other.Holds(local.Sha256))
        && session.Workspace.State.File.Remotes.All(other => other.Pending?.VaultSha256 != local.Sha256);

    private async Task<bool> MayPushAsync(LocalVault local, ObjectInfo latest, CancellationToken cancellationToken)
    {
        if (latest.ETag == session.Remote.Known.ETag || local.IsContentOf(latest.ETag, latest.Size))
        {
            return true;
        }

        return (await session.Remote.Store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head is not { } head
            || new KnownLatest(session).RecogniseOwn(head).ETag == head.ETag
            || await new KnownLatest(session).RecogniseLastSyncedAsync(head, cancellationToken) is not null;
    }

    // The bytes of an interrupted push may have been at latest, and overwritten since. Then a copy that is older than that push is not its
    // copy (see HistoryListing.OfVersion).
    private IReadOnlyList<HistoryCopy> CopiesThatCount(LocalVault local, HistoryListing listing)
    {
        var remote = session.Remote.Known;
        var neverLanded = listing.Latest?.ETag == remote.ETag && remote.VaultSha256 != local.Sha256;
        return remote.Pending is { } pending && pending.VaultSha256 == local.Sha256 && !neverLanded
            && ObjectKeys.StampOf(pending.HistoryKey) is { } pushedAs
                ? [.. listing.Restorable.Where(copy => copy.Stamp >= pushedAs)]
                : listing.Restorable;
    }

    // For stores whose ETags are not MD5s: the labels of our own pushes decide instead.
    private async Task<bool> IsLabelledAsync(
        LocalVault local, HistoryListing listing, IReadOnlyList<HistoryCopy> copies, CancellationToken cancellationToken)
    {
        var keys = copies.Where(copy => copy.Size == local.Size).Select(copy => copy.Key).ToList();
        if (listing.Latest is { } latest && latest.Size == local.Size)
        {
            keys.Insert(0, latest.Key);
        }

        foreach (var key in keys.Take(MostLooks))
        {
            var head = (await session.Remote.Store.HeadObjectAsync(key, cancellationToken)).Head;
            if (head is null or { ETagIsMd5: true })
            {
                return false;
            }

            if (head.Label(ObjectLabels.VaultSha256) == local.Sha256)
            {
                return true;
            }
        }

        return false;
    }
}
