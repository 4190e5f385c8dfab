namespace TazPod.Vault.Files;

/// <summary>The kind of a directory entry, determined without opening or following it.</summary>
internal enum FileKind
{
    /// <summary>It does not exist.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link, regardless of its target.</summary>
    Link,

    /// <summary>A named pipe. Opening one can block forever.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A character or block device, or a kind that this system does not report.</summary>
    Device,
}
