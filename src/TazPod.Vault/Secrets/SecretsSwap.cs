using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets;

/// <summary>Chooses how a secrets directory is replaced.</summary>
internal static class SecretsSwap
{
    /// <summary>By rename beside it where that can be; inside it where it is a mount point or its parent cannot be written.</summary>
    public static ISecretsSwap For(string directory)
    {
        var target = SecretsFiles.Guarded(
            $"cannot follow '{directory}'",
            () => FileFacts.Of(directory).Kind == FileKind.Link
                ? new DirectoryInfo(directory).ResolveLinkTarget(returnFinalTarget: true)!.FullName
                : directory);
        return SecretsFiles.Guarded($"cannot examine '{target}'", () => CanRename(target))
            ? new RenameSwap(target)
            : new InPlaceSwap(target);
    }

    private static bool CanRename(string target)
    {
        var facts = FileFacts.Of(target);
        if (facts.Kind == FileKind.Missing)
        {
            return true;
        }

        var parent = Path.GetDirectoryName(target)!;
        if (facts.IsMountRoot || facts.Device != FileFacts.Of(parent).Device)
        {
            return false;
        }

        try
        {
            // Whether a directory can be written is best found out by writing: permissions, ACLs and read-only mounts all count.
            var probe = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tazpod-probe");
            PrivateDirectory.Create(probe);
            Directory.Delete(probe);
            return true;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return false;
        }
    }
}
