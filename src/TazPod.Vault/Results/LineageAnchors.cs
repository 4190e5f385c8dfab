using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>The errors for a lineage that does not fit the anchors in the local vault.</summary>
internal static class LineageAnchors
{
    /// <summary>The lineage is coherent, but the local vault lacks anchors.</summary>
    public static VaultException Missing(string lineage, IReadOnlyList<string> missing, bool hasVault) => VaultErrors.AnchorMissing.With(
        $"lineage {lineage} cannot be restored here: the snapshot is whole, but "
        + (hasVault ? $"the vault here has no {Named(missing)}" : $"there is no vault here that could hold {Named(missing)}")
        + ": nobody could unseal it",
        "Run PullVault, or find the vault that belongs to this lineage; check --anchor.");

    /// <summary>The lineage is empty, but the local vault contains anchors.</summary>
    public static VaultException Orphaned(string store, string prefix, string? lineage, IReadOnlyList<string> held) => VaultErrors.AnchorOrphaned.With(
        $"{(lineage is null ? $"there is no lineage below '{prefix}'" : $"lineage {lineage} is empty")} in {store}, "
        + $"but the vault here has {Named(held)}: it belongs to a snapshot that is not there",
        "This is not a first start. Check the lineage, prefix and bucket, or run PushSnapshot on the machine that still has the data.");

    private static string Named(IReadOnlyList<string> paths) => string.Join(", ", paths.Select(EntryName.Quote));
}
