namespace TazPod.Vault.Workspace;

/// <summary>The vault file and what lies beside it.</summary>
internal sealed class VaultLocation
{
    private const string StandardName = "vault.tar.aes";
    private const string SidecarName = "last-content.hash";

    /// <param name="vaultFile">The vault file's path.</param>
    /// <param name="place">The real places of the file and of its directory, as they were judged; null where
    /// the path is real itself.</param>
    public VaultLocation(string vaultFile, (string File, string Directory)? place = null)
    {
        File = Path.GetFullPath(vaultFile);
        (Target, Directory) = place ?? (File, Path.GetDirectoryName(File)!);
        Name = Path.GetFileName(File);

        // TazPod reads the sidecar as the label of vault.tar.aes; another file beside it must not relabel it.
        var isBesideTheStandardOne = Name != StandardName && System.IO.File.Exists(Path.Combine(Directory, StandardName));
        Sidecar = Path.Combine(Directory, isBesideTheStandardOne ? $"{Name}.{SidecarName}" : SidecarName);
    }

    /// <summary>The vault file's absolute path.</summary>
    public string File { get; }

    /// <summary>What is replaced when the vault is written: the file, or what it points to if it is a link. Found out once, so that no link
    /// that turns up later, there or on the way, is followed.</summary>
    public string Target { get; }

    /// <summary>The directory it lies in, links followed.</summary>
    public string Directory { get; }

    /// <summary>Its name: the key of its facts in <c>sync.json</c>.</summary>
    public string Name { get; }

    /// <summary>TazPod's own record of the content hash.</summary>
    public string Sidecar { get; }

    /// <summary>Our record of what is known.</summary>
    public string SyncState => Path.Combine(Directory, "sync.json");

    /// <summary>The exclusive handle of every verb that writes.</summary>
    public string Lock => Path.Combine(Directory, ".lock");
}
