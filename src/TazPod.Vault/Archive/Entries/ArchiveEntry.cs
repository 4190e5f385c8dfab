namespace TazPod.Vault.Archive.Entries;

/// <summary>One file or directory of a tree.</summary>
/// <param name="Path">Relative to the tree's root, components separated by <c>/</c>, no slash at either end.</param>
/// <param name="Kind">File or directory.</param>
/// <param name="Mode">Permission bits, 0 to 0777.</param>
/// <param name="Size">Bytes of a file; 0 for a directory.</param>
/// <param name="Sha256">SHA-256 of a file's content, lower-case hex. Empty for a directory, and if contents are not hashed
/// (<see cref="ArchiveManifest.IsHashed"/>).</param>
internal sealed record ArchiveEntry(string Path, ArchiveEntryKind Kind, int Mode, long Size, string Sha256);
