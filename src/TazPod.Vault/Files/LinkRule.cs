using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Which symbolic links are followed. Where every user may write, anybody can have made one: the kernel does not follow such a link
/// (<c>fs.protected_symlinks</c>), and neither does this tool where it follows links itself.</summary>
internal static class LinkRule
{
    /// <summary>Refuses links that another user made in a directory that every user may write. Those of its owner and of root are
    /// followed.</summary>
    /// <param name="links">Their paths.</param>
    /// <exception cref="VaultException">6008 one of them is such a link.</exception>
    public static void Require(IEnumerable<string> links)
    {
        foreach (var link in links.Where(_ => OperatingSystem.IsLinux()))
        {
            var owner = FileFacts.Of(link).Owner;
            var above = FileFacts.Of(Path.GetDirectoryName(link)!);
            if (DirectoryHandle.OthersMayWrite(above) && owner != 0 && owner != above.Owner && owner != Posix.EffectiveUser)
            {
                throw VaultErrors.NotOurs.With(
                    $"'{link}' is a link that another user ({owner}) made in a directory that every user may write; it was not followed",
                    $"Remove it (rm '{link}'), or name the place that it leads to.");
            }
        }
    }
}
