using TazPod.Vault.Hosting;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3;

/// <summary>Opens the store in the settings when a verb first needs it.</summary>
internal sealed class ConfiguredStore(VaultSettings settings, VaultServiceOptions host)
{
    private S3Client? s3;

    /// <summary>The program's services, with this store and its credentials.</summary>
    public VaultServiceOptions Host() => host with
    {
        OpenStore = Open,
        Credentials = () => s3?.Credentials,
        CredentialsPassedOver = () => s3?.CredentialsPassedOver ?? [],
    };

    private IObjectStore Open() => settings.Storage.Kind switch
    {
        StorageKind.Directory => new DirectoryStore(settings.Storage.Directory!, settings.Bucket, host.Time),
        _ => s3 = S3Client.Create(OptionsOf(settings), host.Environment, host.Time),
    };

    /// <summary>Everything in the settings that concerns S3.</summary>
    internal static S3StoreOptions OptionsOf(VaultSettings settings) => new()
    {
        Bucket = settings.Bucket,
        Region = settings.Region,
        Endpoint = settings.EndpointIsFromEnvironment ? settings.EndpointBehindEnvironment : settings.Endpoint,
        EnvironmentEndpoint = settings.EndpointIsFromEnvironment ? settings.Endpoint : null,
        PathStyle = settings.GivenPathStyle,
        Profile = settings.Profile,
        ProfileIsFromFile = settings.ProfileIsFromFile,
        AccessKeyId = settings.AccessKeyId,
        SecretAccessKey = settings.SecretAccessKey,
        SessionToken = settings.SessionToken,
        SecretsDirectory = settings.TrySecretsDirectory(),
        Sse = settings.Sse,
        SseKmsKeyId = settings.SseKmsKeyId,
        ConnectTimeout = settings.ConnectTimeout,
        RequestTimeout = settings.RequestTimeout,
        Retries = settings.Retries,
    };
}
