using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Text;

namespace TazPod.Vault.Snapshots;

/// <summary>Writes a snapshot into the slot that the pointer does not name, and verifies the result.</summary>
/// <param name="session">The push.</param>
/// <param name="keys">The lineage.</param>
/// <param name="honoursConditions">Whether the store honours conditions.</param>
internal sealed class SlotWrite(VaultSession session, LineageKeys keys, bool honoursConditions)
{
    private readonly IObjectStore store = session.Remote.Store;

    /// <param name="source">The snapshot.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="before">The ETag last seen there; null if the slot was empty.</param>
    /// <param name="number">The generation's number.</param>
    /// <param name="push">Identifies this push.</param>
    /// <param name="pointer">The pointer as read, to find out which push was first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The slot's new ETag.</returns>
    /// <exception cref="VaultException">7003: another push was faster; 7010: the file changed; 2xxx or 5xxx: the store failed
    /// permanently.</exception>
    public async Task<string> RunAsync(
        SnapshotSource source, LineageSlot slot, string? before, long number, string push, PointerRead pointer, CancellationToken cancellationToken)
    {
        var key = keys.Slot(slot);
        var labels = Labels(source, number, push);
        var condition = ConditionalWrite.On(before, honoursConditions);
        var progress = session.Output.Progress("uploading the snapshot", source.Content.Length);
        return await new ConditionalWrite(session, key).RunAsync(
            () => store.PutStreamAsync(key, source.Content, labels, condition, progress, cancellationToken),
            ReadBackAsync,
            cancellationToken,
            looksAlways: true);

        // Always read back: this verifies a write that was stored, and shows the outcome of a write whose answer was lost.
        async Task<ConditionalWrite.Seen> ReadBackAsync()
        {
            source.RequireUnchanged();
            var now = (await store.HeadObjectAsync(key, cancellationToken)).Head;
            if (now?.Label(LineageLabels.Push) == push)
            {
                return new ConditionalWrite.Seen(Verified(now, source));
            }

            if (now?.ETag == before)
            {
                return default;
            }

            var moved = await PointerRead.ReadAsync(store, keys.Latest, keys.Prefix, keys.Id, cancellationToken);
            return new ConditionalWrite.Seen(null, moved.ETag != pointer.ETag
                ? LineageConflict.PointerMoved(session, moved, pointer)
                : LineageConflict.SlotTaken(session, slot, now));
        }
    }

    private string Verified(ObjectHead now, SnapshotSource source) =>
        now.Size == source.Content.Length && (!now.ETagIsMd5 || now.ETag == source.Content.Md5)
            ? now.ETag
            : throw VaultErrors.StoreFailed.With(
                $"not pushed: {session.Remote.Name} stored other bytes at '{now.Key}' than were sent; the pointer still names the previous generation",
                "Run the same step again.");

    private Dictionary<string, string> Labels(SnapshotSource source, long number, string push)
    {
        var labels = new Dictionary<string, string>
        {
            [LineageLabels.Lineage] = keys.Id,
            [LineageLabels.Generation] = number.ToString(CultureInfo.InvariantCulture),
            [LineageLabels.Sha256] = source.Sha256,
            [LineageLabels.Push] = push,
            [ObjectLabels.PushedBy] = session.Provenance.By,
        };
        if (source.ContentSha256 is { } content)
        {
            labels[ObjectLabels.ContentSha256] = content;
        }

        if (source.Fingerprint is { } fingerprint)
        {
            labels[LineageLabels.Fingerprint] = LabelText.Encode(fingerprint);
        }

        if (session.Provenance.From is { } from)
        {
            labels[ObjectLabels.PushedFrom] = from;
        }

        return labels;
    }
}
