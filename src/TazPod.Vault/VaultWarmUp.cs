using System.Security.Cryptography;
using TazPod.Vault.Archive;
using TazPod.Vault.Files;
using TazPod.Vault.Workspace;

namespace TazPod.Vault;

/// <summary>Loads and compiles what opening and sealing a vault needs, before there is one to open or to seal.</summary>
internal static class VaultWarmUp
{
    /// <summary>Goes through the motions on an archive of one byte, in memory and with keys of zeros.</summary>
    public static void Run()
    {
        var archive = Pack();
        var manifest = ArchiveReader.Inspect(archive, new ArchiveReadOptions(), CancellationToken.None);
        var key = new byte[TazPodFormat.KeySize];
        manifest.ComputeMac(key);
        Rfc2898DeriveBytes.Pbkdf2(key, key, key, iterations: 1, HashAlgorithmName.SHA256);
        SHA256.HashData(archive);
        using var cipher = new AesGcm(key, TazPodFormat.TagSize);
        cipher.Encrypt(key.AsSpan(0, TazPodFormat.NonceSize), archive, archive, key.AsSpan(0, TazPodFormat.TagSize));
        SyncJson.Read(SyncJson.Write(new SyncDocument { LocalKey = "0" }));
        FileFacts.Of(Environment.CurrentDirectory);
    }

    private static byte[] Pack()
    {
        using var packed = new MemoryStream();
        using var members = new GzipMembers(packed);
        var tar = new TarOutput(members);
        tar.BeginFile("0", 0, 1);
        tar.Content("0"u8);
        tar.EndFile();
        tar.End();
        members.Finish();
        return packed.ToArray();
    }
}
