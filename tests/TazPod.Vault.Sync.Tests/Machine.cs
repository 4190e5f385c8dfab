using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;
using TazPod.Vault.S3;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests;

/// <summary>The machine of an operator or a CI runner: a workspace, a secrets directory, and the verbs on them.</summary>
internal sealed class Machine : IDisposable
{
    private readonly TemporaryDirectory root;
    private readonly World world;
    private readonly string name;

    public Machine(World world, string name)
    {
        this.world = world;
        this.name = name;
        root = new TemporaryDirectory(name);
        Secrets = root.Combine("secrets");
        VaultFile = root.Combine("ws", ".tazpod", "vault", "vault.tar.aes");
    }

    public string Root => root.Path;

    public string Secrets { get; }

    public string VaultFile { get; }

    public string Beside(string fileName) => Path.Combine(Path.GetDirectoryName(VaultFile)!, fileName);

    public byte[] VaultBytes => File.ReadAllBytes(VaultFile);

    public VaultService Service(Func<VaultSettings, VaultSettings>? change = null, IConfirmation? confirmation = null, Action<string, bool>? output = null, IPassphrasePrompt? prompt = null, IVaultObserver? observer = null, ISecretOutput? secrets = null, OptionValues? given = null)
    {
        var settings = new VaultSettings
        {
            VaultFile = VaultFile,
            SecretsDirectory = Secrets,
            HomeDirectory = root.Path,
            Bucket = World.BucketName,
            Endpoint = world.Url,
            Passphrase = Passphrase.FromText("correct horse"),
            Retries = 2,
        };
        settings = change?.Invoke(settings) ?? settings;
        return new VaultService(settings, new VaultServiceOptions
        {
            OpenStore = () => Open(settings),
            Confirmation = confirmation,
            Prompt = prompt,
            CommandOutput = output,
            Observer = observer,
            SecretOutput = secrets,
            Provenance = new Provenance($"{name}@host", null),
        }, given);
    }

    /// <summary>Writes a tree; files that are not named are removed.</summary>
    public void Write(params (string Path, string Text)[] files)
    {
        if (Directory.Exists(Secrets))
        {
            Directory.Delete(Secrets, recursive: true);
        }

        foreach (var (path, text) in files)
        {
            var full = Path.Combine(Secrets, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }
    }

    public IReadOnlyDictionary<string, string> Read(string? directory = null) =>
        Directory.EnumerateFiles(directory ?? Secrets, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(directory ?? Secrets, path), File.ReadAllText);

    /// <summary>Sets the store up, and forgets the requests that it took.</summary>
    public async Task SetUpStoreAsync()
    {
        await Service().SetupStorageAsync();
        world.S3.ResetRequests();
    }

    public async Task SaveAsync(string text)
    {
        Write(("token", text));
        await Service().SaveAsync();
    }

    /// <summary>Saves a text and pushes it.</summary>
    public async Task<PushResult> PushAsync(string text)
    {
        await SaveAsync(text);
        return await Service().PushAsync();
    }

    /// <summary>Runs a verb that must fail, and returns the failure.</summary>
    public static async Task<VaultException> FailsAsync(Func<Task> verb, VaultError error)
    {
        var failure = await Assert.ThrowsAsync<VaultException>(verb);
        Assert.Equal(error.Code, failure.Error.Code);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.False(string.IsNullOrWhiteSpace(failure.Hint));
        return failure;
    }

    public void Dispose() => root.Dispose();

    private IObjectStore Open(VaultSettings settings) => settings.Storage.Directory is { } directory
        ? new DirectoryStore(directory, settings.Bucket, TimeProvider.System)
        : S3Client.Create(
            new S3StoreOptions
            {
                Bucket = settings.Bucket,
                Region = settings.Region,
                Endpoint = settings.Endpoint,
                AccessKeyId = settings.AccessKeyId ?? world.S3.AccessKey,
                SecretAccessKey = settings.SecretAccessKey ?? world.S3.SecretKey,
                Sse = settings.Sse,
                SseKmsKeyId = settings.SseKmsKeyId,
                Retries = settings.Retries,
                RequestTimeout = settings.RequestTimeout,
            },
            NoEnvironment.Find);
}
