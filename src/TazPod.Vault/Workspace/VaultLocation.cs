namespace TazPod.Vault.Workspace;

/// <summary>The vault file and the files beside it.</summary>
internal sealed class VaultLocation
{
    private const string StandardName = "vault.tar.aes";
    private const string SidecarName = "last-content.hash";

    /// <param name="vaultFile">The vault file's path.</param>
    /// <param name="place">The resolved paths of the file and of its directory, as they were checked; null if the path itself is
    /// resolved.</param>
    public VaultLocation(string vaultFile, (string File, string Directory)? place = null)
    {
        File = Path.GetFullPath(vaultFile);
        (Target, Directory) = place ?? (File, Path.GetDirectoryName(File)!);
        Name = Path.GetFileName(File);

        // TazPod reads the sidecar as the label of vault.tar.aes. Another vault file beside it must not change that label.
        var isBesideTheStandardOne = Name != StandardName && System.IO.File.Exists(Path.Combine(Directory, StandardName));
        Sidecar = Path.Combine(Directory, isBesideTheStandardOne ? $"{Name}.{SidecarName}" : SidecarName);
    }

    /// <summary>The vault file's absolute path.</summary>
    public string File { get; }

    /// <summary>The path that is replaced when the vault is written: the file, or its target if it is a link. Resolved once, so that a link
    /// that appears later, there or in a parent directory, is not followed.</summary>
    public string Target { get; }

    /// <summary>Its directory, with links resolved.</summary>
    public string Directory { get; }

    /// <summary>Its name: the key of its facts in <c>sync.json</c>.</summary>
    public string Name { get; }

    /// <summary>TazPod's own record of the content hash.</summary>
    public string Sidecar { get; }

    /// <summary>Our record of facts.</summary>
    public string SyncState => Path.Combine(Directory, "sync.json");

    /// <summary>The lock file of all verbs that write.</summary>
    public string Lock => Path.Combine(Directory, ".lock");
}
