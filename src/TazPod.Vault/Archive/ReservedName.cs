using System.Text.RegularExpressions;

namespace TazPod.Vault.Archive;

/// <summary>Names at the root of a secrets directory that are this tool's own and never part of the tree.</summary>
internal static partial class ReservedName
{
    /// <summary>Where a tree is staged inside a mount point.</summary>
    public const string Staging = ".tazpod-stage";

    /// <summary>What an old tree is called that is kept inside a mount point.</summary>
    public static string Aside(string stamp) => $".tazpod-{stamp}.local";

    /// <summary>Whether a name at the root is one of these.</summary>
    public static bool IsReserved(string name) => name == Staging || IsAside(name);

    /// <summary>Whether a name is that of a tree that was kept.</summary>
    public static bool IsAside(string name) => AsidePattern().IsMatch(name);

    [GeneratedRegex(@"^\.tazpod-\d{8}T\d{6}\.local\z", RegexOptions.CultureInvariant)]
    private static partial Regex AsidePattern();
}
