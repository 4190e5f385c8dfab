namespace TazPod.Vault.Archive.Tar;

/// <summary>One entry's header, extended headers applied.</summary>
/// <param name="Type">The type flag; <c>S</c> for every sparse file, however it is described.</param>
/// <param name="Name">The path as it stands in the archive: not yet checked, but for being UTF-8.</param>
/// <param name="Mode">Permission and special bits, 0 to 07777.</param>
/// <param name="Size">Bytes of content that follow.</param>
/// <param name="Target">Of a hard link, the path of the entry whose content it has: not yet checked either. Empty otherwise.</param>
internal sealed record TarHeader(char Type, string Name, int Mode, long Size, string Target = "");
