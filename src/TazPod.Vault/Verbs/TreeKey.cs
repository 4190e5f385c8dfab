using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Archive;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Verbs;

/// <summary>The key of tree fingerprints under one passphrase, derived on another core. Wiped when disposed.</summary>
internal sealed class TreeKey : IDisposable
{
    private readonly Task<byte[]> key;

    /// <summary>Starts deriving it.</summary>
    public TreeKey(Passphrase passphrase) => key = Task.Run(() => TreeMacKey.Derive(passphrase));

    private byte[] Key => key.GetAwaiter().GetResult();

    /// <summary>The fingerprint of a tree.</summary>
    public string MacOf(ArchiveManifest manifest) => Convert.ToHexStringLower(manifest.ComputeMac(Key));

    /// <summary>What tells this passphrase from others, of a vault that it opened.</summary>
    /// <param name="vaultSha256">That vault's SHA-256, lower-case hex.</param>
    public string CheckOf(string vaultSha256) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes($"opens {vaultSha256}")));

    /// <summary>Waits until the passphrase is not needed any more.</summary>
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
