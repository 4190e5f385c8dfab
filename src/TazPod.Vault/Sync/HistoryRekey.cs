using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Opening;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Re-seals the copies and pins in place: key, stamp, order and labels stay the same, with one atomic PUT each.</summary>
internal sealed class HistoryRekey(VaultSession session, bool withHistory, PassphraseCandidates old, Passphrase passphrase)
{
    private readonly IObjectStore store = session.Remote.Store;

    /// <param name="Resealed">The number that were re-sealed now.</param>
    /// <param name="Left">The number not known to open with the new passphrase.</param>
    internal sealed record Outcome(int Resealed, int Left);

    private enum Step
    {
        Resealed,
        Open,
        Left,
        Gone,
    }

    public async Task<Outcome> RunAsync(CancellationToken cancellationToken)
    {
        var listing = await HistoryListing.ReadAsync(store, cancellationToken);
        if (!withHistory)
        {
            var latest = await LatestCopy.KeysAsync(store, listing, cancellationToken);
            return new Outcome(0, listing.Restorable.Count(copy => !latest.Contains(ObjectKeys.ForStamp(copy.Stamp))));
        }

        List<Step> steps = [];
        HistoryCopy[] copies = [.. listing.Copies.Concat(listing.Pins)];
        using var whole = session.Output.Whole($"re-sealing {ByteSize.Count(copies.Length, "copy", "copies")}", copies.Sum(copy => copy.Size));
        foreach (var copy in copies)
        {
            steps.Add(await TryResealAsync(copy.Key, cancellationToken));
            whole.Finish(copy.Size);
        }

        return new Outcome(steps.Count(step => step == Step.Resealed), steps.Count(step => step == Step.Left));
    }

    private async Task<Step> TryResealAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await ResealAsync(key, cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.ObjectArchived)
        {
            return Left(key, failure);
        }
    }

    private Step Left(string key, VaultException failure)
    {
        session.Output.Notice($"{ObjectKeys.NameOf(key)} was not re-sealed: {failure.Message}");
        return Step.Left;
    }

    private async Task<Step> ResealAsync(string key, CancellationToken cancellationToken)
    {
        var retries = new RetryPolicy(session);
        while (true)
        {
            await using var download = await store.GetObjectAsync(key, cancellationToken: cancellationToken);
            if (download.Head is not { } head)
            {
                return Step.Gone;
            }

            try
            {
                using var image = await VerifiedDownload.ReadAsync(session, download, $"re-sealing {ObjectKeys.NameOf(key)}", cancellationToken);
                return await ResealAsync(head, image, cancellationToken);
            }
            catch (VaultException failure) when (retries.Allows(failure))
            {
                retries.Again(failure);
            }
            catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity)
            {
                return Left(key, failure);
            }
        }
    }

    private async Task<Step> ResealAsync(ObjectHead head, LocalVault image, CancellationToken cancellationToken)
    {
        if (UnsealedVault.Opens(image, passphrase))
        {
            return Step.Open;
        }

        using var content = UnsealedVault.OpenInPlace(image, old, head.Key);
        using var resealed = new Resealing(content, passphrase);
        var labels = new Dictionary<string, string>(head.Metadata)
        {
            [ObjectLabels.VaultSha256] = resealed.Facts.VaultSha256,
            [ObjectLabels.ContentSha256] = resealed.Facts.ContentSha256!,
            [ObjectLabels.TreeMac] = resealed.Facts.TreeMac ?? "",
        };
        var honours = await session.Remote.ConditionsAsync(head, cancellationToken) == ConditionSupport.Honoured;
        var put = await store.PutObjectAsync(
            head.Key, resealed.Image, labels, honours ? WriteCondition.IfMatch(head.ETag) : WriteCondition.None, cancellationToken: cancellationToken);
        if (put.Outcome == PutOutcome.Stored)
        {
            return Step.Resealed;
        }

        // Either our own write, whose response was lost and which was repeated, or the copy was pruned or replaced meanwhile.
        var now = (await store.HeadObjectAsync(head.Key, cancellationToken)).Head;
        return now is null ? Step.Gone
            : now.Label(ObjectLabels.VaultSha256) == resealed.Facts.VaultSha256 ? Step.Resealed
            : throw VaultErrors.StoreFailed.With(
                $"copy {ObjectKeys.NameOf(head.Key)} in {session.Remote.Name} changed at the same moment", "Run RekeyVault --history again.");
    }
}
