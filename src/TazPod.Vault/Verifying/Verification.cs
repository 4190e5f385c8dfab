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

namespace TazPod.Vault.Verifying;

/// <summary>Looks at one vault in the store, whole, in memory.</summary>
internal sealed class Verification(VaultSession session, string key, bool repairsLabels)
{
    private readonly IObjectStore store = session.Remote.Store;

    /// <summary>What to say of what the store has archived.</summary>
    public const string WhyArchived = "a life-cycle rule may have done it; S3's RestoreObject brings it back";

    /// <returns>What was found; null when the object is gone.</returns>
    /// <exception cref="VaultException">2xxx, 5xxx: the store does not hand it out. Nothing is said about the vault then.</exception>
    public async Task<VerifiedVault?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged)
        {
            // An object of the embedded store whose own header is damaged.
            return new VerifiedVault(key, ObjectKeys.NameOf(key), 0, VaultCondition.Damaged, true, failure.Message);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.ObjectArchived)
        {
            return (await store.HeadObjectAsync(key, cancellationToken)).Head is { } head
                ? Found(head, VaultCondition.Archived, WhyArchived)
                : null;
        }
    }

    private async Task<VerifiedVault?> LookAsync(CancellationToken cancellationToken)
    {
        var retries = new RetryPolicy(session);
        while (true)
        {
            await using var download = await store.GetObjectAsync(key, cancellationToken: cancellationToken);
            if (download.Head is not { } head)
            {
                return null;
            }

            if (head.Size >= 0 && head.Size is < TazPodFormat.MinimumSize or > TazPodFormat.MaximumSize)
            {
                return Found(head, VaultCondition.Damaged, $"{head.Size} bytes; a vault has {TazPodFormat.MinimumSize} to {TazPodFormat.MaximumSize}");
            }

            var receipt = new VerifiedDownload(session, download);
            using var arriving = receipt.MakeRoom(session.Passphrases.Require());
            string? sha256 = null;
            try
            {
                sha256 = (await receipt.CopyToAsync(Stream.Null, $"verifying {ObjectKeys.NameOf(key)}", cancellationToken, arriving)).Sha256;
            }
            catch (VaultException failure) when (retries.Allows(failure))
            {
                retries.Again(failure);
                continue;
            }
            catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged)
            {
                // Not what was pushed, or not what the label says was pushed: opening it tells.
            }

            var file = arriving.Whole(sha256);
            head = head with { Size = file.Size };
            var isOtherThanGiven = sha256 is null && head.ETagIsMd5 && head.ETag != file.ComputeMd5();
            var found = Open(head, file, arriving.Key, isOtherThanGiven, out var facts)
                ?? await new LabelCheck(session, repairsLabels).RunAsync(head, facts!, cancellationToken);
            return found with { PushedAs = head.Label(ObjectLabels.HistoryKey) };
        }
    }

    // What it holds is let go of before its labels are looked at: to correct them may take the vault once more.
    private VerifiedVault? Open(ObjectHead head, LocalVault file, VaultKey? ahead, bool isOtherThanGiven, out VaultFacts? facts)
    {
        facts = null;
        try
        {
            using var content = UnsealedVault.OpenInPlace(file, session.Passphrases.Require(), key, ahead);
            if (content.Refusal is { } refusal)
            {
                return Found(head, VaultCondition.Unreadable, refusal.Message);
            }

            facts = content.FactsFor(file);
            return null;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            return isOtherThanGiven
                ? Found(head, VaultCondition.Damaged, "not the bytes that the store was given")
                : Closed(head, file, session.Passphrases.Require());
        }
    }

    // Only the label of a push of ours, made from bytes that were whole, tells another passphrase from damage.
    private static VerifiedVault Closed(ObjectHead head, LocalVault file, PassphraseCandidates candidates) =>
        head.Label(ObjectLabels.VaultSha256) switch
        {
            null => Found(head, VaultCondition.DoesNotOpen, $"damaged, or another passphrase than {candidates.Described}"),
            { } pushed when pushed == file.Sha256 => Found(head, VaultCondition.OtherPassphrase, candidates.OddityInWords),
            _ => Found(head, VaultCondition.Damaged, "not the bytes that were pushed"),
        };

    private static VerifiedVault Found(ObjectHead head, VaultCondition condition, string? detail) => new(
        head.Key,
        ObjectKeys.NameOf(head.Key),
        head.Size,
        condition,
        condition != VaultCondition.OtherPassphrase || head.Key == ObjectKeys.Latest,
        detail)
    {
        PushedAs = head.Label(ObjectLabels.HistoryKey),
    };
}
