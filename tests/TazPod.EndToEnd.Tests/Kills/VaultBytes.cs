using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>Opens a vault with code that is based only on the description of the format.</summary>
internal static class VaultBytes
{
    /// <summary>Names and contents, one line each.</summary>
    /// <returns>Null when the bytes are not a complete vault with this passphrase.</returns>
    public static string? TryOpen(byte[] vault)
    {
        if (vault.Length < 32 + 12 + 16)
            return null;
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Place.Passphrase), vault[..32], 100_000, HashAlgorithmName.SHA256, 32);
        var plaintext = new byte[vault.Length - 60];
        try
        {
            using var cipher = new AesGcm(key, 16);
            cipher.Decrypt(vault[32..44], vault[44..^16], vault[^16..], plaintext);
        }
        catch (CryptographicException)
        {
            return null;
        }

        using var tar = new TarReader(new GZipStream(new MemoryStream(plaintext), CompressionMode.Decompress));
        var lines = new List<string>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.EntryType is not TarEntryType.Directory)
                lines.Add($"{entry.Name.TrimStart('.', '/')}: {new StreamReader(entry.DataStream ?? Stream.Null).ReadToEnd()}");
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
