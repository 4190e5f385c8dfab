using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Files;

/// <summary>A file that was opened through its directory's handle, with a path for messages.</summary>
internal sealed class NamedFileStream(SafeFileHandle handle, FileAccess access, string path) : FileStream(handle, access, bufferSize: 0)
{
    public override string Name { get; } = path;
}
