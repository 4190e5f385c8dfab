namespace TazPod.Vault.Files;

/// <summary>Whom an entry belongs to.</summary>
/// <param name="User">User id.</param>
/// <param name="Group">Group id.</param>
internal readonly record struct FileOwner(uint User, uint Group)
{
    /// <summary>Whom root gives what it makes in a directory: the directory's owner, so that a vault made by sudo stays the user's.</summary>
    /// <returns>Null where everything stays with this process's own user.</returns>
    public static FileOwner? In(FileFacts directory) =>
        OperatingSystem.IsLinux() && Posix.IsRoot && (directory.Owner, directory.Group) != (0, 0)
            ? new FileOwner(directory.Owner, directory.Group)
            : null;
}
