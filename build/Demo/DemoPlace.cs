using System.Security.Cryptography;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Build.Demo;

/// <summary>A temporary directory with a store and two workspaces. Disposing it removes everything.</summary>
internal sealed class DemoPlace : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("demo-").FullName;
    private readonly Passphrase passphrase = Passphrase.FromText(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The directory.</summary>
    public string Root => root;

    /// <summary>The settings of a workspace; both share the store and the passphrase.</summary>
    public VaultSettings Workspace(string name) => new()
    {
        Storage = StorageLocation.InDirectory(Path.Combine(root, "store")),
        VaultFile = Path.Combine(root, name, ".tazpod", "vault", "vault.tar.aes"),
        SecretsDirectory = Path.Combine(root, name, "secrets"),
        HomeDirectory = root,
        Passphrase = passphrase,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        passphrase.Dispose();
        Directory.Delete(root, recursive: true);
    }
}
