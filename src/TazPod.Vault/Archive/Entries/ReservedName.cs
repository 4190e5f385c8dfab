using System.Text.RegularExpressions;

namespace TazPod.Vault.Archive.Entries;

/// <summary>Names at the root of a secrets directory that are never part of the tree: this tool's own, and those by which a directory is
/// known to be no secrets directory. Letter case counts where it does for the file system.</summary>
internal static partial class ReservedName
{
    /// <summary>Where a tree is staged inside a mount point.</summary>
    public const string Staging = ".tazpod-stage";

    /// <summary>What shows that a swap is moving a directory.</summary>
    public const string Mark = ".tazpod-swap";

    // With one of these at its root a tree would unlock once, and never be locked, saved or unlocked again.
    private static readonly string[] Markers = [".tazpod", ".git"];

    /// <summary>What an old tree is called that is kept inside a mount point.</summary>
    public static string Aside(string stamp) => $".tazpod-{stamp}.local";

    /// <summary>Whether a name at the root is this tool's own.</summary>
    public static bool IsReserved(string name) => EntryPath.Comparer.Equals(name, Staging) || EntryPath.Comparer.Equals(name, Mark) || IsAside(name);

    /// <summary>Whether a name is that of a tree that was kept.</summary>
    public static bool IsAside(string name) =>
        AsidePattern().Match(name) is { Success: true } match && EntryPath.Comparer.Equals(name, Aside(match.Groups[1].Value.ToUpperInvariant()));

    /// <summary>Whether a name at the root marks a directory that is no secrets directory.</summary>
    public static bool IsMarker(string name) => Markers.Contains(name, EntryPath.Comparer);

    /// <summary>Whether a path of a tree is one of all these names, or lies below one.</summary>
    public static bool Covers(string path)
    {
        var name = path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? path[..slash] : path;
        return IsReserved(name) || IsMarker(name);
    }

    [GeneratedRegex(@"^\.tazpod-(\d{8}T\d{6})\.local\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AsidePattern();
}
