using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Text;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Copies;

/// <summary>PinVault: stores a copy a second time, in a place that neither we nor other tools prune.</summary>
internal sealed class PinVerb(VaultSession session, PinOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<PinOptions, PinResult> Definition =
        new(PinResult.Name, "pin", "Keeps a copy where it is never pruned; --note=WHY")
        {
            Details = "keeps a copy where it is never pruned: `--at`, `--index`, else latest; `--note=WHY`",
            Requests = "2 / 4",
            Examples = ["--index=2 --note=\"before the migration\"", "--at=20260520T210000"],
            Reads = [.. SettingCatalog.OfStore, .. SettingCatalog.Common],
            Options = [OptionCatalog.Index, OptionCatalog.At, OptionCatalog.Note],
            NeedsStore = true,
            Writes = true,
            OptionsOf = PinOptions.Of,
            Run = static (session, options, cancel) => new PinVerb(session, options).RunAsync(cancel),
        };

    private readonly IObjectStore store = session.Remote.Store;

    public async Task<PinResult> RunAsync(CancellationToken cancellationToken)
    {
        var listing = await HistoryListing.ReadAsync(store, cancellationToken);
        var chosen = options.Copy.IsLatest
            ? await LatestAsync(listing, cancellationToken)
            : new CopyChoice(session).Choose(listing, options.Copy);
        var pin = listing.Pins.FirstOrDefault(copy => copy.Stamp == chosen.Stamp);
        var head = (await store.HeadObjectAsync((pin ?? chosen).Key, cancellationToken)).Head
            ?? throw VaultErrors.CopyNotFound.With(
                $"copy {chosen.Stamp} in {session.Remote.Name} was removed at the same moment", "Run ListHistory and choose again.");

        var note = options.Note is { } text ? LabelText.Encode(text) : head.Label(ObjectLabels.PinNote);
        var isThere = pin is not null && note == head.Label(ObjectLabels.PinNote);
        if (!isThere)
        {
            await new ServerCopy(session).RunAsync(head, ObjectKeys.ForPin(chosen.Stamp), Labels(head, note), cancellationToken);
        }

        return new PinResult(
            !isThere, session.Remote.Name, chosen.Stamp.ToString(), ObjectKeys.ForPin(chosen.Stamp), note is null ? null : LabelText.Decode(note));
    }

    // Pins latest under the stamp of its copy, or under its own stamp if that copy was not made yet.
    private async Task<HistoryCopy> LatestAsync(HistoryListing listing, CancellationToken cancellationToken)
    {
        var held = await LatestCopy.KeysAsync(store, listing, cancellationToken);
        if (listing.Copies.FirstOrDefault(copy => held.Contains(copy.Key)) is { } copy)
        {
            return copy;
        }

        var head = (await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head
            ?? throw VaultErrors.ObjectNotFound.With(
                $"nothing has been pushed to {session.Remote.Name} yet, so there is nothing to pin", "Run PushVault first.");
        return listing.Pins.FirstOrDefault(pin => pin.ETag == head.ETag && pin.Size == head.Size)
            ?? new HistoryCopy(ObjectKeys.Latest, listing.FreeFrom(LatestVersion.StampOf(head)), head.Size, head.ETag);
    }

    private Dictionary<string, string> Labels(ObjectHead head, string? note)
    {
        var labels = new Dictionary<string, string>(head.Metadata) { [ObjectLabels.PinnedBy] = session.Who };
        if (note is not null)
        {
            labels[ObjectLabels.PinNote] = note;
        }

        return labels;
    }
}
