using Amazon.Runtime;
using Amazon.SSO;
using Amazon.SSO.Model;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using TazPod.Vault.S3.AwsConfig;

namespace TazPod.Vault.S3.Credentials.Sso;

/// <summary>The two services behind a login: one issues sessions, the other issues keys for a session.</summary>
/// <remarks>Neither needs credentials. As in every SDK, <c>AWS_ENDPOINT_URL_SSO_OIDC</c>, <c>AWS_ENDPOINT_URL_SSO</c> and a services
/// section change their addresses. An endpoint for all services does not: it is usually that of an S3 server, which must not see a login's
/// tokens.</remarks>
internal sealed class SsoPortal(SsoSession session, AwsSettings aws) : IDisposable
{
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
    private const string RefreshGrant = "refresh_token";
    private const string ClientName = "tazpod";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private AmazonSSOOIDCClient? oidc;
    private AmazonSSOClient? sso;

    private AmazonSSOOIDCClient Oidc => oidc ??= new AmazonSSOOIDCClient(
        new AnonymousAWSCredentials(), Configure(new AmazonSSOOIDCConfig(), "sso_oidc"));

    private AmazonSSOClient Sso => sso ??= new AmazonSSOClient(
        new AnonymousAWSCredentials(), Configure(new AmazonSSOConfig(), "sso"));

    public Task<RegisterClientResponse> RegisterAsync(CancellationToken cancellationToken) => Oidc.RegisterClientAsync(
        new RegisterClientRequest
        {
            ClientName = ClientName,
            ClientType = "public",
            Scopes = session.Session is null ? null : [.. session.Scopes],
            GrantTypes = session.Session is null ? null : [DeviceGrant, RefreshGrant],
        },
        cancellationToken);

    public Task<StartDeviceAuthorizationResponse> StartAsync(RegisterClientResponse client, CancellationToken cancellationToken) =>
        Oidc.StartDeviceAuthorizationAsync(
            new StartDeviceAuthorizationRequest { ClientId = client.ClientId, ClientSecret = client.ClientSecret, StartUrl = session.StartUrl },
            cancellationToken);

    public Task<CreateTokenResponse> TakeAsync(RegisterClientResponse client, string deviceCode, CancellationToken cancellationToken) =>
        Oidc.CreateTokenAsync(
            new CreateTokenRequest
            {
                ClientId = client.ClientId,
                ClientSecret = client.ClientSecret,
                DeviceCode = deviceCode,
                GrantType = DeviceGrant,
            },
            cancellationToken);

    public Task<CreateTokenResponse> RefreshAsync(SsoToken token, CancellationToken cancellationToken) => Oidc.CreateTokenAsync(
        new CreateTokenRequest
        {
            ClientId = token.ClientId,
            ClientSecret = token.ClientSecret,
            RefreshToken = token.RefreshToken,
            GrantType = RefreshGrant,
        },
        cancellationToken);

    public async Task<RoleCredentials> KeysAsync(SsoToken token, CancellationToken cancellationToken) =>
        (await Sso.GetRoleCredentialsAsync(
            new GetRoleCredentialsRequest { AccessToken = token.AccessToken, AccountId = session.Account, RoleName = session.Role },
            cancellationToken).ConfigureAwait(false)).RoleCredentials;

    public void Dispose()
    {
        oidc?.Dispose();
        sso?.Dispose();
    }

    private T Configure<T>(T config, string service)
        where T : ClientConfig
    {
        config.Timeout = Patience;
        return aws.SetUp(config, service, session.Region, isAlone: true);
    }
}
