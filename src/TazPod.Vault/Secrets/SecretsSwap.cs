using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets;

/// <summary>Chooses how a secrets directory is replaced.</summary>
internal static class SecretsSwap
{
    /// <summary>By rename beside it where that can be; inside it where it is a mount point or cannot be renamed.</summary>
    /// <param name="directory">The directory, links followed.</param>
    public static ISecretsSwap For(string directory) =>
        SecretsFiles.Guarded($"cannot examine '{directory}'", () => CanRename(directory))
            ? new RenameSwap(directory)
            : new InPlaceSwap(directory);

    // Whether a directory can be renamed is best asked of the file system: permissions, mounts, layers of a container
    // image and read-only file systems all count.
    private static bool CanRename(string directory)
    {
        var facts = FileFacts.Of(directory);
        if (facts.Kind == FileKind.Missing)
        {
            return true;
        }

        if (facts.IsMountRoot || facts.Device != FileFacts.Of(Path.GetDirectoryName(directory)!).Device)
        {
            return false;
        }

        try
        {
            using var parent = DirectoryHandle.Open(Path.GetDirectoryName(directory)!);
            return CanRename(parent, Path.GetFileName(directory));
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return false;
        }
    }

    private static bool CanRename(DirectoryHandle parent, string name)
    {
        var probe = SwapName.For(name, SwapName.Probe);
        try
        {
            using var made = parent.MakeAndOpen(probe);
            made.MakeDirectory("not-empty");
            return parent.CouldRename(name, probe);
        }
        finally
        {
            parent.DeleteTree(probe);
        }
    }
}
