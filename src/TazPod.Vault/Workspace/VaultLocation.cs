using TazPod.Vault.Files;

namespace TazPod.Vault.Workspace;

/// <summary>The vault file and what lies beside it.</summary>
internal sealed class VaultLocation
{
    private const string StandardName = "vault.tar.aes";
    private const string SidecarName = "last-content.hash";

    public VaultLocation(string vaultFile)
    {
        File = Path.GetFullPath(vaultFile);
        Target = StagedFile.ResolveLink(File);
        Directory = Path.GetDirectoryName(File)!;
        Name = Path.GetFileName(File);

        // TazPod reads the sidecar as the label of vault.tar.aes; another file beside it must not relabel it.
        var isBesideTheStandardOne = Name != StandardName && System.IO.File.Exists(Path.Combine(Directory, StandardName));
        Sidecar = Path.Combine(Directory, isBesideTheStandardOne ? $"{Name}.{SidecarName}" : SidecarName);
    }

    /// <summary>The vault file's absolute path.</summary>
    public string File { get; }

    /// <summary>What is replaced when the vault is written: the file, or what it points to if it is a link. Found out once, so that no link
    /// that turns up later is followed.</summary>
    public string Target { get; }

    /// <summary>The directory it lies in.</summary>
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
