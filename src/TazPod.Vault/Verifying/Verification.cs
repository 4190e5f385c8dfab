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

/// <summary>Verifies one whole vault in the store, in memory.</summary>
internal sealed class Verification(VaultSession session, string key, bool repairsLabels)
{
    private readonly IObjectStore store = session.Remote.Store;

    /// <summary>The explanation for an archived object.</summary>
    public const string WhyArchived = "possibly by a life-cycle rule; S3's RestoreObject restores it";

    /// <returns>The result; null if the object no longer exists.</returns>
    /// <exception cref="VaultException">2xxx, 5xxx: the store cannot be read, so there is no result for the vault.</exception>
    public async Task<VerifiedVault?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await DownloadAndCheckAsync(cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged)
        {
            // An object of the directory store whose own header is damaged.
            return new VerifiedVault(key, ObjectKeys.NameOf(key), 0, VaultCondition.Damaged, true, failure.Message);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.ObjectArchived)
        {
            return (await store.HeadObjectAsync(key, cancellationToken)).Head is { } head
                ? Found(head, VaultCondition.Archived, WhyArchived)
                : null;
        }
    }

    private async Task<VerifiedVault?> DownloadAndCheckAsync(CancellationToken cancellationToken)
    {
        var retries = new RetryPolicy(session);
        while (true)
        {
            await using var download = await store.GetObjectAsync(key, cancellationToken: cancellationToken);
            if (download.Head is not { } head)
            {
                return null;
            }

            if (head.Size >= 0 && !VaultFormat.Current.Admits(head.Size))
            {
                return Found(head, VaultCondition.Damaged, $"{head.Size} bytes; a vault has {VaultFormat.Current.MinimumSize} to {VaultFormat.Current.MaximumSize}");
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
                // The bytes are not the pushed ones, or the label is wrong. Opening the vault decides.
            }

            var file = arriving.Whole(sha256);
            head = head with { Size = file.Size };
            var isOtherThanGiven = sha256 is null && head.ETagIsMd5 && head.ETag != file.ComputeMd5();
            var found = Open(head, file, arriving.Key, isOtherThanGiven, out var facts)
                ?? await new LabelCheck(session, repairsLabels).RunAsync(head, facts!, cancellationToken);
            return found with { PushedAs = head.Label(ObjectLabels.HistoryKey) };
        }
    }

    // The content is released before the labels are checked: correcting them may need the vault's memory once more.
    private VerifiedVault? Open(ObjectHead head, LocalVault file, IUnlocker? ahead, bool isOtherThanGiven, out VaultFacts? facts)
    {
        facts = null;
        try
        {
            using var content = UnsealedVault.OpenInPlace(file, session.Passphrases.Require(), key, ahead);
            if (content.FindRefusal() is { } refusal)
            {
                return Found(head, VaultCondition.Unreadable, refusal.Message);
            }

            facts = content.FactsFor(file);
            return null;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            return isOtherThanGiven
                ? Found(head, VaultCondition.Damaged, "its bytes differ from those that were stored")
                : Closed(head, file, session.Passphrases.Require());
        }
    }

    // Only the label of one of our pushes, made from intact bytes, distinguishes another passphrase from damage.
    private static VerifiedVault Closed(ObjectHead head, LocalVault file, PassphraseCandidates candidates) =>
        head.Label(ObjectLabels.VaultSha256) switch
        {
            null => Found(head, VaultCondition.DoesNotOpen, $"damaged, or sealed with a passphrase other than {candidates.Described}"),
            { } pushed when pushed == file.Sha256 => Found(head, VaultCondition.OtherPassphrase, candidates.OddityInWords),
            _ => Found(head, VaultCondition.Damaged, "its bytes differ from those that were pushed"),
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
