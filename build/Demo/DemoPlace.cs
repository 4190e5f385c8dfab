using System.Security.Cryptography;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Build.Demo;

/// <summary>A temporary directory with a store and two workspaces. Disposing it removes everything.</summary>
internal sealed class DemoPlace : IDisposable
{
    private readonly Passphrase passphrase = Passphrase.FromText(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The directory.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("demo-").FullName;

    /// <summary>The settings of a workspace; both share the store and the passphrase.</summary>
    public VaultSettings Workspace(string name) => new()
    {
        Storage = StorageLocation.InDirectory(Path.Combine(Root, "store")),
        VaultFile = Path.Combine(Root, name, ".tazpod", "vault", "vault.tar.aes"),
        SecretsDirectory = Path.Combine(Root, name, "secrets"),
        HomeDirectory = Root,
        Passphrase = passphrase,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        passphrase.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
