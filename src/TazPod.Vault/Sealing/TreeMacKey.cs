namespace TazPod.Vault.Sealing;

/// <summary>The key of tree fingerprints. It makes two trees under one passphrase comparable without opening a vault.</summary>
internal static class TreeMacKey
{
    /// <summary>Derives the 32-byte key at the same cost as a vault's key. The caller wipes it.</summary>
    public static byte[] Derive(Passphrase passphrase)
    {
        var key = GC.AllocateUninitializedArray<byte>(TazPodFormat.KeySize, pinned: true);
        TazPodFormat.DeriveKey(passphrase, Label, key);
        return key;
    }

    // Shorter than a vault's 32-byte salt, so no vault's key is ever equal to this key.
    private static ReadOnlySpan<byte> Label => "TazPod.Cake tree-mac v1"u8;
}
