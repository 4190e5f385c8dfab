namespace TazPod.Vault.Files;

/// <summary>What a directory entry is, found without opening or following it.</summary>
public enum FileKind
{
    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link, whatever it points to.</summary>
    Link,

    /// <summary>A named pipe: opening one waits for ever.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A character or block device, or a kind that this system does not name.</summary>
    Device,
}
