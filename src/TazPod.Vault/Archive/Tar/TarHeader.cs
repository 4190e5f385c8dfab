namespace TazPod.Vault.Archive.Tar;

/// <summary>The header of one entry, with extended headers applied.</summary>
/// <param name="Type">The type flag; <c>S</c> for every sparse file, whichever way the archive describes it.</param>
/// <param name="Name">The path as stored in the archive. Known to be UTF-8, otherwise unchecked.</param>
/// <param name="Mode">Permission and special bits, 0 to 07777.</param>
/// <param name="Size">Bytes of content that follow.</param>
/// <param name="Target">For a hard link, the path of the entry whose content it shares, also unchecked. Empty otherwise.</param>
internal sealed record TarHeader(char Type, string Name, int Mode, long Size, string Target = "");
