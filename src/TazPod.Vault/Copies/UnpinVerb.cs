using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Copies;

/// <summary>UnpinVault: makes a pinned copy an ordinary one again, which the next pruning can remove.</summary>
internal sealed class UnpinVerb(VaultSession session, UnpinOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<UnpinOptions, UnpinResult> Definition =
        new(UnpinResult.Name, "unpin", "Makes a pinned copy an ordinary one again")
        {
            Details = "makes a pinned copy an ordinary one again",
            Requests = "4",
            Examples = ["--index=2", "--at=20260520T210000"],
            Reads = [.. SettingCatalog.OfStore, .. SettingCatalog.Common],
            Options = [OptionCatalog.Index, OptionCatalog.At],
            NeedsStore = true,
            Writes = true,
            OptionsOf = UnpinOptions.Of,
            Run = static (session, options, cancel) => new UnpinVerb(session, options).RunAsync(cancel),
        };

    private readonly IObjectStore store = session.Remote.Store;

    public async Task<UnpinResult> RunAsync(CancellationToken cancellationToken)
    {
        var selector = options.Copy;
        if (selector.IsLatest)
        {
            throw VaultErrors.InvalidSetting.With(
                "not unpinned: no copy was selected", "Give --at with the pin's stamp, or --index; ListHistory shows the pinned copies.");
        }

        var listing = await HistoryListing.ReadAsync(store, cancellationToken);
        var pin = Find(listing, selector);
        var restored = await KeepAsync(listing, pin, cancellationToken);
        var deleted = await store.DeleteObjectsAsync([pin.Key], cancellationToken);
        return deleted.Errors.Count == 0
            ? new UnpinResult(session.Remote.Name, pin.Stamp.ToString(), restored)
            : throw (deleted.Errors[0].Code == "AccessDenied" ? VaultErrors.AccessDenied : VaultErrors.DeletionsFailed).With(
                $"not unpinned: {pin.Key} in {session.Remote.Name}: {deleted.Errors[0].Code} {deleted.Errors[0].Message}".TrimEnd(),
                deleted.Errors[0].Hint ?? $"Allow s3:DeleteObject below {ObjectKeys.PinnedPrefix}.");
    }

    // A time close to a pin is not precise enough to remove it.
    private HistoryCopy Find(HistoryListing listing, CopySelector selector)
    {
        var stamp = selector.Index is not null ? new CopyChoice(session).Choose(listing, selector).Stamp : new Stamp(selector.NotAfter!.Value);
        return listing.Pins.FirstOrDefault(pin => pin.Stamp == stamp)
            ?? throw VaultErrors.CopyNotFound.With(
                $"no copy {stamp} is pinned in {session.Remote.Name}",
                listing.Pins.Count == 0 ? "No copy is pinned there." : $"Give --at with a pinned copy: {string.Join(", ", listing.Pins.Select(pin => pin.Stamp))}.");
    }

    /// <summary>Ensures that the history holds the pinned content: the pin may be the only remaining copy.</summary>
    /// <returns>Whether a copy had to be made.</returns>
    private async Task<bool> KeepAsync(HistoryListing listing, HistoryCopy pin, CancellationToken cancellationToken)
    {
        var isMissing = listing.Copies.All(copy => copy.Stamp != pin.Stamp);
        if (isMissing)
        {
            await GiveBackAsync(pin, cancellationToken);
        }

        return await HashAsync(ObjectKeys.ForStamp(pin.Stamp), cancellationToken) == await HashAsync(pin.Key, cancellationToken)
            ? isMissing
            : throw VaultErrors.VerificationFailed.With(
                $"not unpinned: the history copy {pin.Stamp} in {session.Remote.Name} holds other bytes than the pinned one",
                "VerifyVault --at shows which of the two is intact; remove the other one manually.");
    }

    private async Task GiveBackAsync(HistoryCopy pin, CancellationToken cancellationToken)
    {
        var head = (await store.HeadObjectAsync(pin.Key, cancellationToken)).Head
            ?? throw VaultErrors.CopyNotFound.With(
                $"the pin {pin.Stamp} in {session.Remote.Name} was removed at the same moment", "Run ListHistory.");
        var labels = new Dictionary<string, string>(head.Metadata);
        labels.Remove(ObjectLabels.PinNote);
        labels.Remove(ObjectLabels.PinnedBy);
        await new ServerCopy(session).RunAsync(head, ObjectKeys.ForStamp(pin.Stamp), labels, cancellationToken);
    }

    // Sizes, labels and ETags can be equal even if the bytes differ, and answers can be wrong. The copy to be removed may be the only
    // intact one.
    private async Task<string> HashAsync(string key, CancellationToken cancellationToken)
    {
        await using var download = await store.GetObjectAsync(key, cancellationToken: cancellationToken);
        return download.Head is null
            ? throw VaultErrors.CopyNotFound.With($"'{key}' in {session.Remote.Name} was removed at the same moment", "Run ListHistory.")
            : (await new VerifiedDownload(session, download).CopyToAsync(Stream.Null, $"comparing {ObjectKeys.NameOf(key)}", cancellationToken)).Sha256;
    }
}
