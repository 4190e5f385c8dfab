using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Finds out whether a directory can be renamed. That is best asked of the file system: permissions, mounts, layers of a container
/// image and read-only file systems all count.</summary>
internal static class SwapProbe
{
    private const string Content = "not-empty";

    /// <summary>Tries to rename it to where a directory stands that is not empty: what fails for that reason alone would succeed.</summary>
    /// <exception cref="Errors.VaultException">6008 somebody else moved that directory away at the same moment.</exception>
    public static bool CanRename(DirectoryHandle parent, string name)
    {
        var before = parent.Facts(name);
        var probe = SwapName.For(name, SwapName.Probe);
        try
        {
            using var made = parent.MakeAndOpen(probe);
            _ = made.TryHold();
            made.MakeDirectory(Content);
            var could = parent.CouldRename(name, probe);
            if (parent.Facts(probe).IsSameAs(made.Facts()))
            {
                return could;
            }

            // Somebody took the probe away in between, so the directory was renamed in earnest. It goes back to where it was.
            if (parent.Facts(probe).IsSameAs(before))
            {
                parent.Move(probe, parent, name);
            }

            throw parent.Replaced(probe);
        }
        finally
        {
            Remove(parent, probe);
        }
    }

    /// <summary>Removes a probe, and nothing else that has its name.</summary>
    public static void Remove(DirectoryHandle parent, string probe)
    {
        try
        {
            using (var directory = parent.TryOpen(probe))
            {
                directory?.DeleteDirectory(Content);
            }

            parent.DeleteDirectory(probe);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // It holds something, or is not ours: then it is none.
        }
    }
}
