namespace TazPod.Vault.Sealing;

/// <summary>The key of the tree fingerprint: what makes two trees comparable under one passphrase without opening a vault.</summary>
internal static class TreeMacKey
{
    /// <summary>Derives the 32-byte key at the vault's own cost; the caller wipes it.</summary>
    public static byte[] Derive(Passphrase passphrase)
    {
        var key = GC.AllocateUninitializedArray<byte>(TazPodFormat.KeySize, pinned: true);
        TazPodFormat.DeriveKey(passphrase, Label, key);
        return key;
    }

    // Shorter than the 32-byte salt of a vault, so no vault's key is ever this key.
    private static ReadOnlySpan<byte> Label => "TazPod.Cake tree-mac v1"u8;
}
