using System.Security.Cryptography;

namespace TazPod.Vault.Sealing;

/// <summary>The key of one vault under one passphrase. Wiped when disposed.</summary>
internal sealed class VaultKey : IDisposable
{
    private readonly byte[] salt;
    private readonly Task<byte[]> key;

    private VaultKey(Passphrase passphrase, byte[] salt, Task<byte[]> key)
    {
        Passphrase = passphrase;
        this.salt = salt;
        this.key = key;
    }

    /// <summary>The passphrase. Owned by the caller.</summary>
    public Passphrase Passphrase { get; }

    /// <summary>Derives the key.</summary>
    public static VaultKey Derive(Passphrase passphrase, ReadOnlySpan<byte> salt)
    {
        var copy = salt.ToArray();
        return new VaultKey(passphrase, copy, Task.FromResult(Derive(passphrase, copy)));
    }

    /// <summary>Starts deriving the key on another core.</summary>
    public static VaultKey Begin(Passphrase passphrase, ReadOnlySpan<byte> salt)
    {
        var copy = salt.ToArray();
        return new VaultKey(passphrase, copy, Task.Run(() => Derive(passphrase, copy)));
    }

    /// <summary>The key. Waits until it is derived.</summary>
    public ReadOnlySpan<byte> WaitForBytes() => key.GetAwaiter().GetResult();

    /// <summary>Identifies this key without revealing anything about it, lower-case hex. Trying a passphrase against it costs as much as
    /// trying it on the vault.</summary>
    public string ComputeCheck() => Convert.ToHexStringLower(HMACSHA256.HashData(WaitForBytes(), "TazPod.Cake key-check v1"u8));

    /// <summary>Whether it is the key of a vault with this mark under this passphrase.</summary>
    public bool IsOf(Passphrase passphrase, SealMark mark) => Passphrase == passphrase && mark.Id == Convert.ToHexStringLower(salt);

    /// <inheritdoc/>
    public void Dispose()
    {
        ((IAsyncResult)key).AsyncWaitHandle.WaitOne();
        if (key.IsCompletedSuccessfully)
        {
            CryptographicOperations.ZeroMemory(key.Result);
        }
    }

    private static byte[] Derive(Passphrase passphrase, byte[] salt)
    {
        var key = GC.AllocateUninitializedArray<byte>(TazPodFormat.KeySize, pinned: true);
        TazPodFormat.DeriveKey(passphrase, salt, key);
        return key;
    }
}
