using TazPod.Testing.S3;
using TazPod.Vault.S3;

namespace TazPod.Storage.Conformance.Tests.S3;

/// <summary>The contract on the in-process endpoint.</summary>
public abstract class InProcessConformance(S3Quirks quirks) : S3Conformance
{
    private S3Endpoint? endpoint;

    private protected override S3StoreOptions Server => new()
    {
        Bucket = "",
        Region = endpoint!.Region,
        Endpoint = endpoint.Url,
        AccessKeyId = endpoint.AccessKey,
        SecretAccessKey = endpoint.SecretKey,
        Retries = 0,
    };

    protected override async Task StartAsync() => endpoint = await S3Endpoint.StartAsync(new S3EndpointOptions { Quirks = quirks });

    protected override ValueTask StopAsync() => endpoint?.DisposeAsync() ?? ValueTask.CompletedTask;
}
