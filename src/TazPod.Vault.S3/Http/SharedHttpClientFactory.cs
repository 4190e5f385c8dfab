using Amazon.Runtime;

namespace TazPod.Vault.S3.Http;

/// <summary>Gives the SDK the same HTTP client for every request, so that they share connections.</summary>
internal sealed class SharedHttpClientFactory(S3StoreOptions options, CertificateTrust? trust, TimeProvider clock) : HttpClientFactory, IDisposable
{
    private readonly HttpClient client = Make(options, trust, clock);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => client.Dispose();

    private static HttpClient Make(S3StoreOptions options, CertificateTrust? trust, TimeProvider clock)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            AllowAutoRedirect = false, // a redirected request must be signed again, which the SDK does
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        if (trust is not null)
        {
            sockets.SslOptions.CertificateChainPolicy = trust.Policy();
        }

        if (options.Connection is { } connection)
        {
            sockets.ConnectCallback = (_, _) => ValueTask.FromResult(connection());
        }

        var watched = new PublicAccessNames(new IdleTimeoutHandler(sockets, options.RequestTimeout, clock));
        var validated = new ResponseValidator(watched, options.Bucket);
        return new HttpClient(new AttemptReport(validated, options.User, options.RequestTimeout, clock)) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
