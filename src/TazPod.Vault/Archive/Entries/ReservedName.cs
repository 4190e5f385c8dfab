using System.Text.RegularExpressions;

namespace TazPod.Vault.Archive.Entries;

/// <summary>Names at the root of a secrets directory that are never part of the tree: this tool's own names, and names that show that a
/// directory is not a secrets directory. Letter case matters if it matters to the file system.</summary>
internal static partial class ReservedName
{
    /// <summary>Where a tree is staged inside a mount point.</summary>
    public const string Staging = ".tazpod-stage";

    /// <summary>Marks a directory that a swap is moving.</summary>
    public const string Mark = ".tazpod-swap";

    // A tree with one of these at its root could be unlocked once, but never locked, saved or unlocked again.
    private static readonly string[] Markers = [".tazpod", ".git"];

    /// <summary>The name of an old tree that is kept inside a mount point.</summary>
    public static string Aside(string stamp) => $".tazpod-{stamp}.local";

    /// <summary>Whether a name at the root is this tool's own.</summary>
    public static bool IsReserved(string name) => EntryPath.Comparer.Equals(name, Staging) || EntryPath.Comparer.Equals(name, Mark) || IsAside(name);

    /// <summary>Whether a name is the name of an old tree that was kept.</summary>
    public static bool IsAside(string name) =>
        AsidePattern().Match(name) is { Success: true } match && EntryPath.Comparer.Equals(name, Aside(match.Groups[1].Value.ToUpperInvariant()));

    /// <summary>Whether a name at the root shows that the directory is not a secrets directory.</summary>
    public static bool IsMarker(string name) => Markers.Contains(name, EntryPath.Comparer);

    /// <summary>Whether a path of a tree is one of these names, or is below one.</summary>
    public static bool Covers(string path)
    {
        var name = path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? path[..slash] : path;
        return IsReserved(name) || IsMarker(name);
    }

    [GeneratedRegex(@"^\.tazpod-(\d{8}T\d{6})\.local\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AsidePattern();
}
