using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Text;

namespace TazPod.Vault.Snapshots;

/// <summary>PullSnapshot --slot --force: downloads a slot's content according to its own labels, when no pointer names it.</summary>
/// <remarks>The last resort of an operator whose pointer is lost. The labels come from the push that wrote the slot, and the bytes must
/// match their SHA-256.</remarks>
internal sealed class UnvouchedPull(VaultSession session, LineageKeys keys, SnapshotTarget target)
{
    /// <exception cref="VaultException">7004: the slot is empty; 7002: it has no labels; 2008: its content does not match them.</exception>
    public async Task<PullSnapshotResult> RunAsync(LineageSlot slot, CancellationToken cancellationToken)
    {
        await using var download = await session.Remote.Store.GetObjectAsync(keys.Slot(slot), cancellationToken: cancellationToken);
        var head = download.Head ?? throw VaultErrors.GenerationNotFound.With(
            $"not pulled: there is no object in {slot.Name()} of lineage {keys.Id} in {session.Remote.Name}", "Try the other slot.");
        var generation = LineageView.ClaimOf(head, keys.Id) is { } number && head.Label(LineageLabels.Sha256) is { } sha256
            ? new Generation(
                number, slot, head.ETag, head.Size, sha256, head.LastModified, head.Label(ObjectLabels.PushedBy) ?? "-", head.Label(LineageLabels.Push) ?? "-")
            {
                Fingerprint = head.Label(LineageLabels.Fingerprint) is { } text && LabelText.Decode(text) is var label
                    && SnapshotFingerprint.IsValid(label) ? label : null,
            }
            : throw VaultErrors.LineageIncoherent.With(
                $"not pulled: the object in {slot.Name()} of lineage {keys.Id} in {session.Remote.Name} has no labels of a push",
                "It cannot be identified; if you want it anyway, download it with a plain S3 client.");

        target.RequireReplaceable(null, generation, force: true);
        await using var staged = StagedFile.Create(target.Path);
        var received = await Download.CopyAsync(session, download, staged.Stream, "downloading the snapshot", wantsMd5: false, cancellationToken);
        if (received.Sha256 != generation.Sha256)
        {
            throw VaultErrors.DownloadDamaged.With(
                $"not pulled: '{head.Key}' in {session.Remote.Name} is damaged: its bytes differ from those that were pushed", "Try the other slot.");
        }

        var aside = target.SetAside();
        staged.Commit();
        target.TakeTimeOf(generation);
        session.Output.Notice($"no pointer names the pulled snapshot; according to its own labels it is generation {generation.Number}");
        return new PullSnapshotResult(PullOutcome.Pulled, target.Path, session.Remote.Name, SnapshotEntry.Of(keys, generation with { Size = received.Size }), aside);
    }
}
