using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Hosting;
using TazPod.Vault.S3;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Doors;

/// <summary>Opens the store in the settings when a verb first needs it.</summary>
internal sealed class StoreOpener(VaultSettings settings, Func<string, string?> environment, TimeProvider time)
{
    private S3Client? s3;

    /// <summary>The credentials that were used, without any part of a secret; null when none were.</summary>
    public string? Credentials => s3?.Credentials;

    /// <summary>The service options that are the same for every door: the store, the clock, and the pusher.</summary>
    public VaultServiceOptions ServiceOptions(IVaultObserver observer) => new()
    {
        OpenStore = Open,
        Time = time,
        Credentials = () => Credentials,
        CredentialsPassedOver = () => s3?.CredentialsPassedOver ?? [],
        Observer = observer,
        Provenance = Provenance.OfThisProcess(CiSystems.RunOf(environment)),
    };

    private IObjectStore Open() => settings.Storage.Kind switch
    {
        StorageKind.Directory => new DirectoryStore(settings.Storage.Directory!, settings.Bucket, time),
        _ => s3 = S3Client.Create(OptionsOf(settings), environment, time),
    };

    private static S3StoreOptions OptionsOf(VaultSettings settings) => new()
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
