namespace TazPod.Vault.Merging;

/// <summary>Relations between the paths of a tree.</summary>
internal static class TreePath
{
    /// <summary>Whether a path is somewhere below a directory.</summary>
    public static bool IsBelow(string path, string directory) =>
        path.Length > directory.Length && path[directory.Length] == '/' && path.StartsWith(directory, StringComparison.Ordinal);

    /// <summary>The directories above a path, the nearest first.</summary>
    public static IEnumerable<string> Above(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return path[..slash];
        }
    }

    /// <summary>The last component.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
