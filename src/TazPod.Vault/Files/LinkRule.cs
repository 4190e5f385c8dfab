using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Decides which symbolic links are followed. In a directory that every user may write to, anyone can create links. The kernel
/// does not follow such links (<c>fs.protected_symlinks</c>), and neither does this tool when it follows links itself.</summary>
internal static class LinkRule
{
    /// <summary>Refuses links that another user created in a directory that every user may write to. Links of the directory's owner and of
    /// root are followed.</summary>
    /// <param name="links">The paths of the links.</param>
    /// <exception cref="VaultException">6008: one of the links is refused.</exception>
    public static void Require(IEnumerable<string> links)
    {
        foreach (var link in links.Where(_ => OperatingSystem.IsLinux()))
        {
            var owner = FileFacts.Of(link).Owner;
            var above = FileFacts.Of(Path.GetDirectoryName(link)!);
            if (DirectoryHandle.OthersMayWrite(above) && owner != 0 && owner != above.Owner && owner != Posix.EffectiveUser)
            {
                throw VaultErrors.NotOurs.With(
                    $"'{link}' is a link that another user ({owner}) created in a directory that every user may write to; it was not followed",
                    $"Remove it (rm '{link}'), or give the path that it points to.");
            }
        }
    }
}
