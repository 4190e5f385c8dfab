namespace TazPod.Vault.Tests.Hostile;

/// <summary>One file or directory of a generated tree; <paramref name="Content"/> is null for a directory.</summary>
internal sealed record TreeItem(string Path, int Mode, byte[]? Content)
{
    public bool IsDirectory => Content is null;

    public override string ToString() => $"{Path} {Convert.ToString(Mode, 8)} {(IsDirectory ? "directory" : $"{Content!.Length} bytes")}";
}
