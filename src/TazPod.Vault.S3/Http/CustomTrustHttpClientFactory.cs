using Amazon.Runtime;

namespace TazPod.Vault.S3.Http;

/// <summary>Creates HTTP clients for the SDK that trust the given certificates.</summary>
internal sealed class CustomTrustHttpClientFactory(CertificateTrust trust) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = { CertificateChainPolicy = trust.Policy() } })
    {
        Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan,
    };

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
}
