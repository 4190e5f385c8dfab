using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Snapshots;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>The end of a PushVault with a lineage: the vault also becomes the lineage's next generation.</summary>
/// <remarks>Runs after latest and its history copy, so that a lineage that cannot be written does not affect either. If run again, the push
/// finds latest unchanged and only finishes this step.</remarks>
internal sealed class VaultLineage(VaultSession session, string lineage, bool force)
{
    private readonly LineageKeys keys = new(LineageKeys.VaultPrefix, lineage);

    /// <param name="local">The vault file.</param>
    /// <param name="facts">The facts about it.</param>
    /// <param name="result">The result of the push.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">7007: latest was updated, but the lineage is still to be written.</exception>
    public async Task<PushResult> KeepAsync(
        LocalVault local, VaultFacts facts, PushResult result, CancellationToken cancellationToken)
    {
        if (local.Sha256 != session.Remote.Known.VaultSha256)
        {
            // Otherwise two machines with the same secrets under different seals would take turns forever.
            session.Output.Notice("this file holds the same secrets as latest but was sealed separately: only the machine that pushed latest writes the lineage, or this one after a PullVault");
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
                $"the vault was pushed ({result.Summary}), but not to lineage {lineage}: {failure.Message}",
                (failure.Error == VaultErrors.LineageIncoherent || failure.Error == VaultErrors.LineageForeign) && failure.Hint is { } hint
                    ? hint
                    : "Run PushVault again: it only writes the lineage.",
                failure);
        }
    }
}
