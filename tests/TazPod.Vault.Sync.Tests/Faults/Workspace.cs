using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.Hosting;
using TazPod.Vault.S3;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>A workspace and its bucket: one of many on one endpoint, so that cases can run in parallel.</summary>
internal sealed class Workspace(S3Endpoint s3, string bucketName, string name) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryDirectory root = new(name);

    public string Root => root.Path;

    public string VaultFile => root.Combine("ws", ".tazpod", "vault", "vault.tar.aes");

    public string Secrets => root.Combine("secrets");

    public string Beside(string fileName) => Path.Combine(Path.GetDirectoryName(VaultFile)!, fileName);

    public byte[]? Vault => File.Exists(VaultFile) ? File.ReadAllBytes(VaultFile) : null;

    /// <param name="change">Changes to the settings of every workspace.</param>
    /// <param name="silence">How long the store can be silent; a minute by default, so that a busy machine does not look like a
    /// hang.</param>
    public VaultService Service(Func<VaultSettings, VaultSettings>? change = null, TimeSpan? silence = null)
    {
        var settings = new VaultSettings
        {
            VaultFile = VaultFile,
            SecretsDirectory = Secrets,
            HomeDirectory = root.Path,
            Bucket = bucketName,
            Endpoint = s3.Url,
            Passphrase = Passphrase.FromText("correct horse"),
            Retries = 0,
        };
        settings = change?.Invoke(settings) ?? settings;
        return new VaultService(settings, new VaultServiceOptions
        {
            OpenStore = () => S3Client.Create(
                new S3StoreOptions
                {
                    Bucket = settings.Bucket,
                    Region = settings.Region,
                    Endpoint = settings.Endpoint,
                    AccessKeyId = s3.AccessKey,
                    SecretAccessKey = s3.SecretKey,
                    ConnectTimeout = silence ?? Patience,
                    RequestTimeout = silence ?? Patience,
                    Retries = settings.Retries,
                },
                NoEnvironment.Find),
            Provenance = new Provenance($"{name}@host", null),
        });
    }

    public async Task SaveAsync(string text)
    {
        Directory.CreateDirectory(Secrets);
        await File.WriteAllTextAsync(Path.Combine(Secrets, "token"), text);
        await Service().SaveAsync();
    }

    public void Dispose() => root.Dispose();
}
