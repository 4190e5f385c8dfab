using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>Looks at one vault in the store, whole, in memory.</summary>
internal sealed class Verification(VaultSession session, string key)
{
    private readonly IObjectStore store = session.Store;

    /// <summary>What people call an object: <c>latest</c>, a stamp, or a stamp and <c>(pinned)</c>.</summary>
    public static string NameOf(string key) =>
        VaultKeys.StampOf(key)?.ToString() ?? (VaultKeys.PinnedStampOf(key) is { } pinned ? $"{pinned} (pinned)" : "latest");

    /// <summary>Whether a failure may be of the way: what breaks there is asked for again before the store's object is blamed.</summary>
    public static bool Recurs(VaultException failure) => failure.Error == VaultErrors.DownloadDamaged
        || failure.Error == VaultErrors.StoreUnreachable || failure.Error == VaultErrors.StoreFailed;

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
            return new VerifiedVault(key, NameOf(key), 0, VaultCondition.Damaged, true, failure.Message);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.ObjectArchived)
        {
            return (await store.HeadObjectAsync(key, cancellationToken)).Head is { } head
                ? Found(head, VaultCondition.Archived, "a life-cycle rule may have done it; S3's RestoreObject brings it back")
                : null;
        }
    }

    private async Task<VerifiedVault?> LookAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            await using var download = await store.GetObjectAsync(key, cancellationToken: cancellationToken);
            if (download.Head is not { } head)
            {
                return null;
            }

            if (head.Size is < TazPodFormat.MinimumSize or > TazPodFormat.MaximumSize)
            {
                return Found(head, VaultCondition.Damaged, $"{head.Size} bytes; a vault has {TazPodFormat.MinimumSize} to {TazPodFormat.MaximumSize}");
            }

            var bytes = LargeBuffer.Allocate(head.Size);
            try
            {
                using var buffer = new MemoryStream(bytes);
                await new Receipt(session, download).CopyToAsync(buffer, $"verifying {NameOf(key)}", cancellationToken);
            }
            catch (VaultException failure) when (Recurs(failure) && attempt < session.Settings.Retries)
            {
                session.Detail($"{failure.Message}; looking again");
                continue;
            }
            catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged)
            {
                // Not what was pushed, or not what the label says was pushed: opening it tells.
            }

            return await JudgeAsync(head, LocalVault.Of(bytes), cancellationToken);
        }
    }

    private async Task<VerifiedVault> JudgeAsync(ObjectHead head, LocalVault file, CancellationToken cancellationToken)
    {
        VaultContent content;
        try
        {
            content = VaultContent.Open(file.Bytes, session.RequirePassphrase(), key);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            return Closed(head, file, session.RequirePassphrase());
        }

        using (content)
        {
            return content.Refusal is { } refusal
                ? Found(head, VaultCondition.Unreadable, refusal.Message)
                : await new LabelCheck(session).RunAsync(head, file, content.FactsFor(file), cancellationToken);
        }
    }

    // Only the label of a push of ours, made from bytes that were whole, tells another passphrase from damage.
    private static VerifiedVault Closed(ObjectHead head, LocalVault file, PassphraseCandidates candidates)
    {
        if (head.ETagIsMd5 && head.ETag != file.Md5)
        {
            return Found(head, VaultCondition.Damaged, "not the bytes that the store was given");
        }

        return head.Label(ObjectLabels.VaultSha256) switch
        {
            null => Found(head, VaultCondition.DoesNotOpen, $"damaged, or another passphrase than {candidates.Origin}"),
            { } pushed when pushed == file.Sha256 => Found(head, VaultCondition.OtherPassphrase, null),
            _ => Found(head, VaultCondition.Damaged, "not the bytes that were pushed"),
        };
    }

    private static VerifiedVault Found(ObjectHead head, VaultCondition condition, string? detail) => new(
        head.Key,
        NameOf(head.Key),
        head.Size,
        condition,
        condition != VaultCondition.OtherPassphrase || head.Key == VaultKeys.Latest,
        detail)
    {
        PushedAs = head.Label(ObjectLabels.HistoryKey),
    };
}
