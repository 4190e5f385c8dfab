using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Opening;

/// <summary>The key of tree fingerprints for one passphrase, derived on another core. Wiped when disposed.</summary>
internal sealed class TreeKey : IDisposable
{
    private readonly Task<byte[]> key;

    /// <summary>Starts deriving the key.</summary>
    public TreeKey(Passphrase passphrase) => key = Task.Run(() => TreeMacKey.Derive(passphrase));

    private byte[] Key => key.GetAwaiter().GetResult();

    /// <summary>The fingerprint of a tree.</summary>
    public string MacOf(ArchiveManifest manifest) => Convert.ToHexStringLower(manifest.ComputeMac(Key));

    /// <summary>Waits until the passphrase is no longer needed.</summary>
    public void Settle() => _ = Key;

    /// <inheritdoc/>
    public void Dispose()
    {
        ((IAsyncResult)key).AsyncWaitHandle.WaitOne();
        if (key.IsCompletedSuccessfully)
        {
            CryptographicOperations.ZeroMemory(key.Result);
        }
    }
}
