namespace TazPod.Vault.Archive.Entries;

/// <summary>Decides which permission bits of an entry are kept.</summary>
internal static class EntryMode
{
    private const int PermissionBits = 0x1FF; // 0777
    private const int OwnerReads = 0x100; // 0400
    private const int OwnerReadsAndEnters = 0x140; // 0500

    /// <summary>The permission bits, plus the bits that let the owner read a file, or read and enter a directory. Without them, a tree
    /// could be unlocked but never compared, locked or saved again.</summary>
    public static int Of(int mode, bool isDirectory) => (mode & PermissionBits) | Least(isDirectory);

    /// <summary>Whether there are setuid, setgid or sticky bits, which are dropped.</summary>
    public static bool IsSpecial(int mode) => (mode & ~PermissionBits) != 0;

    /// <summary>Whether <see cref="Of"/> adds bits that were missing.</summary>
    public static bool IsRaised(int mode, bool isDirectory) => (mode & Least(isDirectory)) != Least(isDirectory);

    private static int Least(bool isDirectory) => isDirectory ? OwnerReadsAndEnters : OwnerReads;
}
