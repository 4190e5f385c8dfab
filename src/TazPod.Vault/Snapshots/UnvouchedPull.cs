using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Snapshots;

/// <summary>PullSnapshot --slot --force: what stands in a slot, by its own labels, when no pointer vouches for it.</summary>
/// <remarks>The last resort of an operator whose pointer is lost. The labels come from the push that wrote the slot, and the bytes have to
/// have their SHA-256.</remarks>
internal sealed class UnvouchedPull(VaultSession session, LineageKeys keys, SnapshotTarget target)
{
    /// <exception cref="VaultException">7004 nothing stands there; 7002 it has no labels; 2008 it is not what they say.</exception>
    public async Task<PullSnapshotResult> RunAsync(LineageSlot slot, CancellationToken cancellationToken)
    {
        await using var download = await session.Remote.Store.GetObjectAsync(keys.Slot(slot), cancellationToken: cancellationToken);
        var head = download.Head ?? throw VaultErrors.GenerationNotFound.With(
            $"not pulled: nothing stands in {slot.Name()} of lineage {keys.Id} in {session.Remote.Name}", "Try the other slot.");
        var generation = LineageView.ClaimOf(head, keys.Id) is { } number && head.Label(LineageLabels.Sha256) is { } sha256
            ? new Generation(
                number, slot, head.ETag, head.Size, sha256, head.LastModified, head.Label(ObjectLabels.PushedBy) ?? "-", head.Label(LineageLabels.Push) ?? "-")
            : throw VaultErrors.LineageIncoherent.With(
                $"not pulled: what stands in {slot.Name()} of lineage {keys.Id} in {session.Remote.Name} carries no labels of a push",
                "Nobody can say what it is; fetch it with a plain S3 client if it is wanted nevertheless.");

        target.RequireReplaceable(null, generation, force: true);
        await using var staged = StagedFile.Create(target.Path);
        var received = await Download.CopyAsync(session, download, staged.Stream, "downloading the snapshot", wantsMd5: false, cancellationToken);
        if (received.Sha256 != generation.Sha256)
        {
            throw VaultErrors.DownloadDamaged.With(
                $"not pulled: '{head.Key}' in {session.Remote.Name} is damaged: its bytes are not those that were pushed", "Try the other slot.");
        }

        var aside = target.SetAside();
        staged.Commit();
        target.TakeTimeOf(generation);
        session.Output.Notice($"no pointer vouches for what was pulled: by its own labels it is generation {generation.Number}");
        return new PullSnapshotResult(PullOutcome.Pulled, target.Path, session.Remote.Name, SnapshotEntry.Of(keys, generation with { Size = received.Size }), aside);
    }
}
