using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Warnings for the user about the directory in which a swap renames entries.</summary>
internal static class SwapWarning
{
    private const int Sticky = 0x200;

    /// <summary>Without the sticky bit, anyone who can write to a directory can rename other users' entries in it. This is no reason to
    /// refuse: container volumes and CI checkouts have such modes, and only one user.</summary>
    /// <param name="directory">The directory in which entries are renamed.</param>
    /// <param name="target">The entry that others could replace.</param>
    public static IEnumerable<string> Of(DirectoryHandle directory, string target)
    {
        var facts = directory.Facts();
        if (DirectoryHandle.OthersMayWrite(facts) && (facts.Mode & Sticky) == 0)
        {
            yield return $"every user can rename entries in '{directory.Path}' (mode 0{Convert.ToString(facts.Mode, 8)}): "
                + $"they can replace '{target}'";
        }
    }
}
