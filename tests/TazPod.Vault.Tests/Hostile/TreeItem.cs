namespace TazPod.Vault.Tests.Hostile;

/// <summary>One file or directory of a generated tree; <paramref name="Content"/> is null for a directory. An item with a <paramref
/// name="Target"/> is a hard link to that file, with its mode and content, if the packer supports hard links.</summary>
internal sealed record TreeItem(string Path, int Mode, byte[]? Content, string? Target = null)
{
    public bool IsDirectory => Content is null;

    public override string ToString() => $"{Path} {Convert.ToString(Mode, 8)} {(IsDirectory ? "directory" : $"{Content!.Length} bytes")}";
}
