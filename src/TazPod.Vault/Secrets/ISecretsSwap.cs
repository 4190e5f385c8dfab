using TazPod.Vault.Errors;

namespace TazPod.Vault.Secrets;

/// <summary>Puts a tree in the place of another: how depends on what the file system lets us rename.</summary>
internal interface ISecretsSwap
{
    /// <summary>Whether no tree is there, as after <see cref="Remove"/>: where the directory itself cannot go, an empty one counts.</summary>
    bool IsRemoved { get; }

    /// <summary>Finishes or undoes what a killed or failed run left behind. Call it before anything else, while the directory is held.</summary>
    void Recover();

    /// <summary>Makes the empty directory to extract into: mode 0700, on the target's own file system.</summary>
    /// <exception cref="VaultException">6xxx it cannot be made.</exception>
    string Stage();

    /// <summary>Puts the staged tree in place.</summary>
    /// <param name="aside">Where to keep the old tree; null removes it.</param>
    void Commit(string? aside);

    /// <summary>Removes the tree, or keeps it under another name.</summary>
    void Remove(string? aside);

    /// <summary>A name for keeping the old tree.</summary>
    string AsideName(string stamp);
}
