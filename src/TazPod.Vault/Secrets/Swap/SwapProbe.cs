using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Finds out whether a directory can be renamed, by asking the file system: permissions, mounts, container image layers and
/// read-only file systems all matter.</summary>
internal static class SwapProbe
{
    private const string Content = "not-empty";

    /// <summary>Tries to rename it onto a directory that is not empty. If the rename fails only because of that, it would succeed
    /// otherwise.</summary>
    /// <exception cref="Errors.VaultException">6008: another process moved that directory away at the same moment.</exception>
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

            // Another process removed the probe in between, so the directory was really renamed. It is moved back.
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

    /// <summary>Removes a probe, and no other entry with its name.</summary>
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
            // It has content, or is not ours, so it is not a probe.
        }
    }
}
