using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Snapshots;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>The end of a PushVault with a lineage: the vault becomes the lineage's next generation too.</summary>
/// <remarks>After latest and its history copy, so that a lineage that cannot be written costs neither; run again, the push finds latest
/// unchanged and comes here to finish.</remarks>
internal sealed class VaultLineage(VaultSession session, string lineage, bool force)
{
    private readonly LineageKeys keys = new(LineageKeys.VaultPrefix, lineage);

    /// <param name="local">The vault file.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="remote">What is known of latest now.</param>
    /// <param name="result">How the push went.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">7007: latest is new, the lineage is still to be written.</exception>
    public async Task<PushResult> KeepAsync(
        LocalVault local, VaultFacts facts, RemoteFacts remote, PushResult result, CancellationToken cancellationToken)
    {
        if (local.Sha256 != remote.VaultSha256)
        {
            // Two machines that hold the same secrets under different seals would else take turns for ever.
            session.Output.Notice("this file holds the same secrets as latest, sealed another time: the lineage is kept by whoever pushed latest, or after a PullVault");
            return result;
        }

        try
        {
            await using var source = SnapshotSource.Of(session.Workspace.Location.File, local, facts.ContentSha256);
            var pushed = await new LineagePush(session, keys, force).RunAsync(source, cancellationToken);
            return result with
            {
                Lineage = SnapshotEntry.Of(keys, pushed.Generation),
                LineageChanged = pushed.Outcome != PushOutcome.Unchanged,
            };
        }
        catch (VaultException failure)
        {
            throw VaultErrors.VaultLineagePending.With(
                $"the vault is pushed ({result.Summary}), but not kept in lineage {lineage}: {failure.Message}",
                failure.Error == VaultErrors.LineageIncoherent && failure.Hint is { } hint
                    ? hint
                    : "Run PushVault again: it writes the lineage and sends nothing else.",
                failure);
        }
    }
}
