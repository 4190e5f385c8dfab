using Amazon.Runtime;

namespace TazPod.Vault.S3.Http;

/// <summary>Gives the SDK the same HTTP client for every request, so that they share connections.</summary>
internal sealed class OneHttpClient(TimeSpan connectTimeout, TimeSpan requestTimeout, TimeProvider clock) : HttpClientFactory, IDisposable
{
    private readonly HttpClient client = Make(connectTimeout, requestTimeout, clock);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => client.Dispose();

    private static HttpClient Make(TimeSpan connectTimeout, TimeSpan requestTimeout, TimeProvider clock)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = connectTimeout,
            AllowAutoRedirect = false, // a redirect must be signed anew, which is the SDK's business
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        return new HttpClient(new PublicAccessNames(new WatchfulHandler(sockets, requestTimeout, clock))) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
