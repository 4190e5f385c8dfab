using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Replaces one tree with another. The method depends on what the file system can rename.</summary>
internal interface ISecretsSwap
{
    /// <summary>Whether there is no tree, as after <see cref="Remove"/>. If the directory itself cannot be removed, an empty one counts,
    /// too.</summary>
    bool IsRemoved { get; }

    /// <summary>Warnings about the location for the user, after <see cref="Recover"/>.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Finishes or undoes the work of a killed or failed run. Must be called first, while the directory is held.</summary>
    /// <exception cref="VaultException">6008: files that look like leftovers of a run are not ours; nothing was touched.</exception>
    void Recover();

    /// <summary>Creates the empty directory to extract into: mode 0700, on the target's own file system.</summary>
    /// <returns>The directory. It stays owned by the swap, and is closed by <see cref="Commit"/> or <see cref="Recover"/>.</returns>
    /// <exception cref="VaultException">6xxx: it cannot be created.</exception>
    DirectoryHandle Stage();

    /// <summary>Puts the staged tree in place.</summary>
    /// <param name="aside">The path to keep the old tree at; null removes it.</param>
    /// <exception cref="VaultException">6008: another directory is now in place of the staged tree.</exception>
    void Commit(string? aside);

    /// <summary>Removes the tree, or keeps it under another name.</summary>
    void Remove(string? aside);

    /// <summary>A name for keeping the old tree.</summary>
    string AsideName(string stamp);
}
