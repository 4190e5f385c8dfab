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

        var parent = Path.GetDirectoryName(directory)!;
        if (facts.IsMountRoot || facts.Device != FileFacts.Of(parent).Device)
        {
            return false;
        }

        var probe = RenameSwap.Probe(directory);
        try
        {
            PrivateDirectory.Create(Path.Combine(probe, "not-empty"));
            return !OperatingSystem.IsLinux() || Posix.CouldRename(directory, probe);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return false;
        }
        finally
        {
            SecretsFiles.Delete(probe);
        }
    }
}
