using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>What the user should know of the directory that a swap renames things in.</summary>
internal static class SwapWarning
{
    private const int Sticky = 0x200;

    /// <summary>Without the sticky bit whoever may write a directory may rename what others have in it. That is no reason to refuse: volumes
    /// of containers and checkouts of CI jobs have such modes, and one user alone.</summary>
    /// <param name="directory">Where things are renamed.</param>
    /// <param name="target">What others could replace.</param>
    public static IEnumerable<string> Of(DirectoryHandle directory, string target)
    {
        var facts = directory.Facts();
        if (DirectoryHandle.OthersMayWrite(facts) && (facts.Mode & Sticky) == 0)
        {
            yield return $"every user may rename what is in '{directory.Path}' (mode 0{Convert.ToString(facts.Mode, 8)}): "
                + $"they can put something else in the place of '{target}'";
        }
    }
}
