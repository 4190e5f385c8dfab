using System.Security.Cryptography;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tar;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault;

/// <summary>Loads and compiles the code for opening and sealing a vault before it is needed.</summary>
internal static class VaultWarmUp
{
    /// <summary>Runs that code once: on the settings of the current directory, and in memory with keys of zeros and an archive of one
    /// byte.</summary>
    /// <remarks>In the order in which a verb needs the code, because the verb is already running meanwhile.</remarks>
    public static void Run()
    {
        LoadSettings();
        var key = SealingWarmUp.Run();
        Remember();
        Unpack(key);
    }

    private static void LoadSettings()
    {
        try
        {
            VaultSettingsLoader.Load(new SettingsSources { WorkingDirectory = Environment.CurrentDirectory });
        }
        catch (VaultException)
        {
            // The verb will hit the same failure, unless it has other sources for the settings.
        }
    }

    private static void Remember()
    {
        var hash = new string('0', 2 * SHA256.HashSizeInBytes);
        var file = new FileState
        {
            Facts = new VaultFacts(hash, hash, hash, hash) { Revision = VaultRevision.None },
            Secrets = new Dictionary<string, SecretsFacts> { ["0"] = new(hash, hash) },
        };
        SyncJson.Read(SyncJson.Write(new SyncDocument { LocalKey = hash, Files = new Dictionary<string, FileState> { ["0"] = file } }));
        var here = FileFacts.Of(Environment.CurrentDirectory);
        here.Equals(here with { });
    }

    private static void Unpack(byte[] key)
    {
        var manifest = ArchiveReader.Inspect(Pack(), new ArchiveReadOptions(), CancellationToken.None);
        manifest.ComputeMac(key);
        _ = manifest.ContentBytes;
        ReservedName.IsReserved("0");
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
