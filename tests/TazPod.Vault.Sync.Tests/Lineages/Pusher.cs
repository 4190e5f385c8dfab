using System.Security.Cryptography;
using TazPod.Testing;
using TazPod.Vault.Hosting;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>A client that pushes and pulls snapshots, with its own directory.</summary>
internal sealed class Pusher(Func<IObjectStore> open, string name) : IDisposable
{
    public const string Lineage = "prod";
    private readonly TemporaryDirectory root = new(name);

    public static LineageKeys Keys { get; } = new(LineageKeys.DefaultPrefix, Lineage);

    public string Name { get; } = $"{name}@host";

    /// <summary>The prefix below which it pushes; each case uses its own prefix.</summary>
    public string Prefix { get; private set; } = LineageKeys.DefaultPrefix;

    public string File => root.Combine("snapshot");

    public string Target => root.Combine("restored", "snapshot");

    public static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static byte[] Noise(int size = 3000) => RandomNumberGenerator.GetBytes(size);

    /// <summary>Starts over below another prefix, with nothing restored yet.</summary>
    public void Begin(string prefix)
    {
        Prefix = prefix;
        System.IO.File.Delete(File);
        if (Directory.Exists(Path.GetDirectoryName(Target)))
        {
            Directory.Delete(Path.GetDirectoryName(Target)!, recursive: true);
        }
    }

    public Task SetupAsync() => Service().SetupStorageAsync();

    public Task<PushSnapshotResult> PushAsync(
        byte[] content, Func<VaultSettings, VaultSettings>? change = null, Func<IObjectStore>? through = null, PushSnapshotOptions? options = null)
    {
        System.IO.File.WriteAllBytes(File, content);
        return Service(change, through).PushSnapshotAsync((options ?? new PushSnapshotOptions()) with { File = File });
    }

    /// <summary>Pulls, and returns the resulting content of the file.</summary>
    public async Task<byte[]> PullAsync(Func<VaultSettings, VaultSettings>? change = null, PullSnapshotOptions? options = null)
    {
        var result = await Service(change).PullSnapshotAsync((options ?? new PullSnapshotOptions()) with { File = Target });
        var content = await System.IO.File.ReadAllBytesAsync(Target);
        Assert.Equal(result.Snapshot.Sha256, Sha256(content));
        return content;
    }

    public Task<LineageStatusResult> StatusAsync(Func<VaultSettings, VaultSettings>? change = null) => Service(change).LineageStatusAsync();

    public VaultService Service(Func<VaultSettings, VaultSettings>? change = null, Func<IObjectStore>? through = null) => new(
        (change ?? (same => same))(new VaultSettings
        {
            Lineage = Lineage,
            LineagePrefix = Prefix,
            VaultFile = root.Combine("ws", ".tazpod", "vault", "vault.tar.aes"),
            SecretsDirectory = root.Combine("secrets"),
            HomeDirectory = root.Path,
            Retries = 0,
        }),
        new VaultServiceOptions { OpenStore = through ?? open, Provenance = new Provenance(Name, null) });

    public void Dispose() => root.Dispose();
}
