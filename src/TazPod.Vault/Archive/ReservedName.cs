namespace TazPod.Vault.Archive;

/// <summary>Names at the root of a secrets directory that are this tool's own and never part of the tree.</summary>
internal static class ReservedName
{
    /// <summary>What every reserved name starts with.</summary>
    public const string Prefix = ".tazpod-";

    /// <summary>Where a tree is staged inside a mount point.</summary>
    public const string Staging = Prefix + "stage";

    /// <summary>Whether a name at the root is reserved.</summary>
    public static bool IsReserved(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);
}
