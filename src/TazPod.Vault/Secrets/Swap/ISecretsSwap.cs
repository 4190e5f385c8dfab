using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Puts a tree in the place of another: how depends on what the file system lets us rename.</summary>
internal interface ISecretsSwap
{
    /// <summary>Whether no tree is there, as after <see cref="Remove"/>: where the directory itself cannot go, an empty one counts.</summary>
    bool IsRemoved { get; }

    /// <summary>What the user should know of the place, after <see cref="Recover"/>.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Finishes or undoes what a killed or failed run left behind. Call it before anything else, while the directory is held.</summary>
    /// <exception cref="VaultException">6008 something that looks like it was not left by us; nothing was touched.</exception>
    void Recover();

    /// <summary>Makes the empty directory to extract into: mode 0700, on the target's own file system.</summary>
    /// <returns>The directory; it stays the swap's own, to be closed by <see cref="Commit"/> or <see cref="Recover"/>.</returns>
    /// <exception cref="VaultException">6xxx it cannot be made.</exception>
    DirectoryHandle Stage();

    /// <summary>Puts the staged tree in place.</summary>
    /// <param name="aside">Where to keep the old tree; null removes it.</param>
    /// <exception cref="VaultException">6008 something else than the staged tree stands there now.</exception>
    void Commit(string? aside);

    /// <summary>Removes the tree, or keeps it under another name.</summary>
    void Remove(string? aside);

    /// <summary>A name for keeping the old tree.</summary>
    string AsideName(string stamp);
}
