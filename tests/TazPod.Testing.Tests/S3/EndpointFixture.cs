using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

/// <summary>An endpoint with the bucket "vault" and a client for it.</summary>
internal sealed class EndpointFixture : IAsyncDisposable
{
    private EndpointFixture(S3Endpoint s3, AmazonS3Client client)
    {
        S3 = s3;
        Client = client;
    }

    public S3Endpoint S3 { get; }

    public AmazonS3Client Client { get; }

    public StoredBucket Bucket => S3.Bucket("vault");

    public static async Task<EndpointFixture> StartAsync(
        S3Quirks? quirks = null,
        Action<AmazonS3Config>? client = null,
        S3EndpointOptions? options = null)
    {
        options ??= new S3EndpointOptions();
        var s3 = await S3Endpoint.StartAsync(options with { Buckets = ["vault"], Quirks = quirks ?? options.Quirks });
        return new EndpointFixture(s3, Clients.For(s3, client));
    }

    public Task<PutObjectResponse> PutAsync(string key, string text, Action<PutObjectRequest>? configure = null)
    {
        var request = new PutObjectRequest { BucketName = "vault", Key = key, InputStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
        configure?.Invoke(request);
        return Client.PutObjectAsync(request);
    }

    public async Task<string> GetAsync(string key)
    {
        using var response = await Client.GetObjectAsync("vault", key);
        using var reader = new StreamReader(response.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await S3.DisposeAsync();
    }
}
