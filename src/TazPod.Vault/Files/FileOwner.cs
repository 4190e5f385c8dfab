namespace TazPod.Vault.Files;

/// <summary>The owner of an entry.</summary>
/// <param name="User">User id.</param>
/// <param name="Group">Group id.</param>
internal readonly record struct FileOwner(uint User, uint Group)
{
    /// <summary>The owner that root gives to entries it creates in a directory: the directory's owner, so that a vault created with sudo
    /// still belongs to the user.</summary>
    /// <returns>Null if created entries keep this process's user.</returns>
    public static FileOwner? In(FileFacts directory) =>
        OperatingSystem.IsLinux() && Posix.IsRoot && (directory.Owner, directory.Group) != (0, 0)
            ? new FileOwner(directory.Owner, directory.Group)
            : null;
}
