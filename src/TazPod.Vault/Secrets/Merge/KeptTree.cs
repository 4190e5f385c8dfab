using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.History;
using TazPod.Vault.Secrets.Swap;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>The secrets directory as it was before a merge, under another name.</summary>
/// <remarks>The name comes from a file. It is removed later, so it must be a name that a merge gives.</remarks>
internal static class KeptTree
{
    private const int EndLength = 6; // ".local"

    /// <summary>Fails if a path is not the name of a directory that a swap keeps.</summary>
    /// <exception cref="VaultException">6008: it is not.</exception>
    public static void Require(string path, ISecretsSwap swap)
    {
        var name = Path.GetFileName(path);
        var stamp = name.Length > Stamp.Length + EndLength ? Stamp.TryParse(name.AsSpan()[^(Stamp.Length + EndLength)..^EndLength]) : null;
        if (stamp is null || swap.AsideName(stamp.ToString()!) != path)
        {
            throw VaultErrors.NotOurs.With(
                $"'{path}' is recorded as the secrets directory before a merge, but no merge keeps it there; nothing was touched",
                "Find out who changed sync.json, or delete that file: its content is then read from the store again.");
        }
    }

    /// <summary>Removes it. Does nothing if it does not exist.</summary>
    public static void Remove(string path) => SecretsFiles.Guarded($"cannot remove '{path}'", () =>
    {
        using var parent = DirectoryHandle.OpenReal(Path.GetDirectoryName(path)!);
        var name = Path.GetFileName(path);
        if (parent.Facts(name) is { Kind: FileKind.Directory } facts && parent.IsOwn(facts))
        {
            parent.DeleteTree(name);
        }
    });
}
