using System.Security.Cryptography;

namespace TazPod.Vault.Sealing;

/// <summary>Loads and compiles what deriving a key and deciphering need.</summary>
internal static class SealingWarmUp
{
    /// <summary>Goes through the motions with a key of zeros, which it returns.</summary>
    public static byte[] Run()
    {
        var key = new byte[TazPodFormat.KeySize];
        Rfc2898DeriveBytes.Pbkdf2(key, key, key, iterations: 1, HashAlgorithmName.SHA256);
        SHA256.HashData(key);
        using var cipher = new AesGcm(key, TazPodFormat.TagSize);
        cipher.Encrypt(key.AsSpan(0, TazPodFormat.NonceSize), key, key, key.AsSpan(0, TazPodFormat.TagSize));
        return key;
    }
}
