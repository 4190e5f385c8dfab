namespace TazPod.Vault.Settings;

/// <summary>The directory that holds <c>.tazpod</c>: the workspace, found upward as git finds its repository.</summary>
internal static class WorkspaceRoot
{
    public const string Marker = ".tazpod";

    /// <summary>The nearest directory, from this one upward, that holds a directory <c>.tazpod</c>; this one when none does.</summary>
    public static string Find(string directory)
    {
        var start = Path.GetFullPath(directory);
        for (var at = start; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(Path.Combine(at, Marker)))
            {
                return at;
            }
        }

        return start;
    }
}
