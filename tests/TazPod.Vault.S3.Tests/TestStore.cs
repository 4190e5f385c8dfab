using TazPod.Testing;
using TazPod.Testing.S3;

namespace TazPod.Vault.S3.Tests;

/// <summary>An in-process endpoint with one bucket, and a client of it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public const string Bucket = "vaults";
    public const string Key = "tazpod/vault/vault.tar.aes";

    private TestStore(S3Endpoint endpoint, S3StoreOptions options)
    {
        Endpoint = endpoint;
        Options = options;
        Client = S3Client.Create(options, NoEnvironment.Find);
    }

    public S3Endpoint Endpoint { get; }

    public S3StoreOptions Options { get; }

    public S3Client Client { get; }

    public static async Task<TestStore> StartAsync(
        S3Quirks? quirks = null, Func<S3StoreOptions, S3StoreOptions>? adjust = null, Func<S3EndpointOptions, S3EndpointOptions>? serve = null)
    {
        var served = new S3EndpointOptions { Quirks = quirks ?? S3Quirks.Aws, Buckets = [Bucket] };
        var endpoint = await S3Endpoint.StartAsync(serve?.Invoke(served) ?? served);
        var options = OptionsFor(endpoint);
        return new TestStore(endpoint, adjust?.Invoke(options) ?? options);
    }

    /// <summary>Options for an endpoint with its own keys, without retries.</summary>
    public static S3StoreOptions OptionsFor(S3Endpoint endpoint) => new()
    {
        Bucket = Bucket,
        Region = endpoint.Region,
        Endpoint = endpoint.Url,
        AccessKeyId = endpoint.AccessKey,
        SecretAccessKey = endpoint.SecretKey,
        Retries = 0,
    };

    /// <summary>Another client of the same endpoint.</summary>
    public S3Client With(Func<S3StoreOptions, S3StoreOptions> adjust) => S3Client.Create(adjust(Options), NoEnvironment.Find);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Endpoint.DisposeAsync();
    }
}
