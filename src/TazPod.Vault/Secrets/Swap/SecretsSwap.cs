using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Chooses how a secrets directory is replaced.</summary>
internal static class SecretsSwap
{
    /// <summary>By rename beside it if possible; inside it if it is a mount point or cannot be renamed.</summary>
    /// <param name="directory">The directory, with links resolved.</param>
    public static ISecretsSwap For(string directory) =>
        SecretsFiles.Guarded($"cannot examine '{directory}'", () => CanRename(directory))
            ? new RenameSwap(directory)
            : new InPlaceSwap(directory);

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
            using var parent = DirectoryHandle.OpenReal(Path.GetDirectoryName(directory)!);
            return SwapProbe.CanRename(parent, Path.GetFileName(directory));
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return false;
        }
    }
}
