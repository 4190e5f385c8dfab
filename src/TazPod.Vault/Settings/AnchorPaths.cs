namespace TazPod.Vault.Settings;

/// <summary>The rules for paths of files inside a vault.</summary>
internal static class AnchorPaths
{
    /// <summary>Whether all of them are relative paths that a vault can contain.</summary>
    public static bool AreValid(IReadOnlyCollection<string> paths) =>
        paths.All(path => !path.Any(char.IsControl) && path.Split('/').All(part => part is not ("" or "." or "..")));
}
