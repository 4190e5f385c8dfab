namespace TazPod.Vault.Archive;

/// <summary>One entry's header as <see cref="TarGuard"/> read it.</summary>
/// <param name="Type">The type flag.</param>
/// <param name="Name">The path, extended headers applied.</param>
/// <param name="Size">Bytes of content.</param>
internal sealed record TarHeader(char Type, string Name, long Size);
