using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Session;

namespace TazPod.Vault.Snapshots;

/// <summary>The error for a pointer of another tool. It is not damaged, so it is not reported as such.</summary>
internal static class ForeignLineage
{
    /// <summary>Fails if another tool keeps its snapshots where the lineage is.</summary>
    /// <exception cref="VaultException">7013: it does.</exception>
    public static void Refuse(VaultSession session, LineageView view)
    {
        if (view.ForeignKey is { } key)
        {
            throw Of(session, key);
        }
    }

    /// <summary>The error for this key.</summary>
    public static VaultException Of(VaultSession session, string key) => VaultErrors.LineageForeign.With(
        $"the pointer '{key}' in {session.Remote.Name} was written by another tool, in its own layout: this tool cannot read its snapshots",
        "Restore them with that tool, or keep your lineage below another --lineage-prefix. PushSnapshot --force overwrites the pointer and the slots.");
}
