using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.History;
using TazPod.Vault.Hosting;
using TazPod.Vault.S3;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests.Faults.RealServer;

/// <summary>A bucket of the real server behind a proxy, and the workspaces that use it. It is reset to its initial state for every
/// case.</summary>
internal sealed class RealStage : IAsyncDisposable
{
    private static readonly string[] OwnFiles = ["vault.tar.aes", "sync.json", "last-content.hash", ".lock", ".lock.holder"];
    private readonly RgwServer server = RgwServer.Current;
    private readonly string bucket = $"proxied-{Guid.NewGuid():N}";
    private readonly TemporaryDirectory root = new("proxied");
    private readonly Dictionary<string, (byte[] Content, DateTime Modified)> files = [];
    private readonly Dictionary<string, (byte[] Content, IReadOnlyDictionary<string, string> Metadata)> objects = [];

    public FaultProxy Proxy { get; } = new(RgwServer.Current.Endpoint);

    /// <summary>SHA-256 of every vault that was ever sealed.</summary>
    public HashSet<string> Known { get; } = [];

    /// <summary>SHA-256 of the initial latest; empty when there was none.</summary>
    public string InitialLatest { get; private set; } = "";

    public byte[]? Vault(string who = "here") => File.Exists(VaultFile(who)) ? File.ReadAllBytes(VaultFile(who)) : null;

    public VaultService Service(string who = "here", Func<VaultSettings, VaultSettings>? change = null, TimeSpan? silence = null)
    {
        var settings = new VaultSettings
        {
            VaultFile = VaultFile(who),
            SecretsDirectory = root.Combine(who, "secrets"),
            HomeDirectory = root.Path,
            Bucket = bucket,
            Endpoint = Proxy.Url,
            Retries = 0,
        };
        settings = change?.Invoke(settings) ?? settings;
        return new VaultService(settings, new VaultServiceOptions
        {
            OpenStore = () => Open(Proxy.Url, silence),
            Provenance = new Provenance($"{who}@host", null),
        });
    }

    public async Task SaveAsync(string text, string who = "here")
    {
        Directory.CreateDirectory(root.Combine(who, "secrets"));
        await File.WriteAllTextAsync(root.Combine(who, "secrets", "token"), text);
        await Service(who, s => s with { Passphrase = Passphrase.FromText("correct horse") }).SaveAsync();
        Known.Add(Stage.Sha256(Vault(who)));
    }

    /// <summary>Remembers the current state.</summary>
    public async Task KeepAsync()
    {
        foreach (var file in Directory.EnumerateFiles(root.Path, "*", SearchOption.AllDirectories))
        {
            files[file] = (File.ReadAllBytes(file), File.GetLastWriteTimeUtc(file));
        }

        foreach (var (key, each) in await ObjectsAsync())
        {
            objects[key] = each;
        }

        InitialLatest = objects.TryGetValue(ObjectKeys.Latest, out var latest) ? Stage.Sha256(latest.Content) : "";
    }

    /// <summary>Restores the remembered state.</summary>
    public async Task SetBackAsync()
    {
        Proxy.Strike(ProxyFault.None, 0);
        foreach (var file in Directory.EnumerateFiles(root.Path, "*", SearchOption.AllDirectories).Where(file => !files.ContainsKey(file)))
        {
            File.Delete(file);
        }

        foreach (var (file, kept) in files)
        {
            File.WriteAllBytes(file, kept.Content);
            File.SetLastWriteTimeUtc(file, kept.Modified);
        }

        using var store = Open(server.Endpoint, null);
        await store.DeleteObjectsAsync([.. (await store.ListObjectsAsync("")).Select(each => each.Key)]);
        foreach (var (key, kept) in objects)
        {
            await store.PutObjectAsync(key, kept.Content, kept.Metadata, WriteCondition.None);
        }
    }

    /// <summary>Everything in the bucket, read directly, without the proxy.</summary>
    public async Task<Dictionary<string, (byte[] Content, IReadOnlyDictionary<string, string> Metadata)>> ObjectsAsync()
    {
        using var store = Open(server.Endpoint, null);
        var found = new Dictionary<string, (byte[], IReadOnlyDictionary<string, string>)>();
        foreach (var each in await store.ListObjectsAsync(""))
        {
            await using var download = await store.GetObjectAsync(each.Key);
            using var content = new MemoryStream();
            await download.Content.CopyToAsync(content);
            found[each.Key] = (content.ToArray(), download.Head!.Metadata);
        }

        return found;
    }

    /// <summary>The violated rules, one sentence each.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync(bool mayPrune)
    {
        var broken = new List<string>();
        if (Vault() is { } vault ? !Known.Contains(Stage.Sha256(vault)) : files.ContainsKey(VaultFile("here")))
        {
            broken.Add("the vault file is neither the old nor the new one");
        }

        var now = await ObjectsAsync();
        var contents = now.ToDictionary(each => each.Key, each => Stage.Sha256(each.Value.Content));
        broken.AddRange(contents.Where(each => !Known.Contains(each.Value)).Select(each => $"{each.Key} is content that was never pushed"));
        if (InitialLatest.Length > 0 && !contents.ContainsKey(ObjectKeys.Latest))
        {
            broken.Add("latest is gone");
        }

        if (InitialLatest.Length > 0 && !contents.ContainsValue(InitialLatest))
        {
            broken.Add("the old latest exists nowhere now");
        }

        if (!mayPrune)
        {
            broken.AddRange(objects.Keys.Except(now.Keys).Select(key => $"{key} is gone"));
        }

        var beside = Path.GetDirectoryName(VaultFile("here"))!;
        broken.AddRange((Directory.Exists(beside) ? Directory.EnumerateFileSystemEntries(beside) : [])
            .Where(path => !OwnFiles.Contains(Path.GetFileName(path))).Select(path => $"{Path.GetFileName(path)} is left behind beside the vault file"));
        return broken;
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        root.Dispose();
        using var s3 = new Amazon.S3.AmazonS3Client(
            server.AccessKey, server.SecretKey, new Amazon.S3.AmazonS3Config { ServiceURL = server.Endpoint.AbsoluteUri, ForcePathStyle = true });
        using var store = Open(server.Endpoint, null);
        await store.DeleteObjectsAsync([.. (await store.ListObjectsAsync("")).Select(each => each.Key)]);
        await s3.DeleteBucketAsync(bucket);
    }

    private string VaultFile(string who) => root.Combine(who, ".tazpod", "vault", "vault.tar.aes");

    private S3Client Open(Uri endpoint, TimeSpan? silence) => S3Client.Create(
        new S3StoreOptions
        {
            Bucket = bucket,
            Region = server.Region,
            Endpoint = endpoint,
            AccessKeyId = server.AccessKey,
            SecretAccessKey = server.SecretKey,
            RequestTimeout = silence ?? TimeSpan.FromSeconds(30),
            Retries = 0,
        },
        NoEnvironment.Find);
}
