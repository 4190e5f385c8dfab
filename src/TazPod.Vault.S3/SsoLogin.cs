using Amazon.Runtime;
using Amazon.SSOOIDC.Model;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;
using TazPod.Vault.S3.AwsConfig;
using TazPod.Vault.S3.Credentials;
using TazPod.Vault.S3.Credentials.Sso;

namespace TazPod.Vault.S3;

/// <summary>Logs a user in to an SSO profile with a link and a code, and stores the session where the AWS CLI and the SDKs look for
/// it.</summary>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="canAsk">Whether a user can follow the link; false in a pipeline.</param>
/// <param name="open">Opens a link on a desktop; null to leave that to the user.</param>
/// <param name="clock">The clock; the system's by default.</param>
public sealed class SsoLogin(
    Func<string, string?> environment, bool canAsk, Action<Uri>? open = null, TimeProvider? clock = null) : ILogin
{
    // A session that expires within this time could expire during the next verb.
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongerPause = TimeSpan.FromSeconds(5);
    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public async Task<LoginResult> LoginAsync(string? profile, bool again, Action<string> show, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(show);
        var profiles = new ProfileCredentials(environment, clock, aws: new AwsSettings(environment, profile));
        var session = profiles.SessionOf(profile ?? throw VaultErrors.ProfileUnusable.With(
            "there is nothing to log in to: no profile is set", "Name an SSO profile with --profile=NAME."));
        if (!again && profiles.Cache.Find(session) is { AccessToken.Length: > 0 } token && token.Ends > clock.GetUtcNow() + Reserve)
        {
            return new LoginResult(session.Profile, session.StartUrl, token.Ends, IsNew: false);
        }

        if (!canAsk)
        {
            throw VaultErrors.LoginFailed.With(
                $"cannot log in to profile '{session.Profile}': there is no user to follow a link (no terminal, or a CI run)",
                "Run the same step at a terminal; in CI let the runner assume a role by OIDC, or give it AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        }

        try
        {
            using var portal = new SsoPortal(session, profiles.Aws);
            var fresh = await WaitAsync(portal, session, show, cancellationToken).ConfigureAwait(false);
            profiles.Cache.Save(session, fresh);
            return new LoginResult(session.Profile, session.StartUrl, fresh.Ends, IsNew: true);
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw VaultErrors.LoginFailed.With(
                $"cannot log in to profile '{session.Profile}': the access portal in {session.Region} answered "
                + (exception is AmazonServiceException answer && !string.IsNullOrEmpty(answer.ErrorCode)
                    ? $"{answer.ErrorCode}, \"{ServiceWords.Quote(answer.Message, [])}\""
                    : "something that cannot be parsed"),
                "Check sso_start_url and sso_region of the profile, and the network.",
                exception);
        }
    }

    private async Task<SsoToken> WaitAsync(SsoPortal portal, SsoSession session, Action<string> show, CancellationToken cancellationToken)
    {
        var client = await portal.RegisterAsync(cancellationToken).ConfigureAwait(false);
        var device = await portal.StartAsync(client, cancellationToken).ConfigureAwait(false);
        var link = string.IsNullOrEmpty(device.VerificationUriComplete) ? device.VerificationUri : device.VerificationUriComplete;
        show($"To log in to profile '{session.Profile}', open {link}");
        show($"and check that it shows this code: {device.UserCode}");
        if (Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
        {
            open?.Invoke(address);
        }

        var ends = clock.GetUtcNow().AddSeconds(device.ExpiresIn ?? 0);
        var pause = TimeSpan.FromSeconds(Math.Max(device.Interval ?? 0, 1));
        while (true)
        {
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            try
            {
                return Kept(session, client, await portal.TakeAsync(client, device.DeviceCode, cancellationToken).ConfigureAwait(false));
            }
            catch (AuthorizationPendingException) when (clock.GetUtcNow() < ends)
            {
            }
            catch (SlowDownException)
            {
                pause += LongerPause;
            }
            catch (AmazonServiceException exception) when (exception is AuthorizationPendingException or ExpiredTokenException)
            {
                throw VaultErrors.LoginFailed.With(
                    $"no one logged in to profile '{session.Profile}' before the code expired", "Run the same step again.", exception);
            }
            catch (AccessDeniedException exception)
            {
                throw VaultErrors.LoginFailed.With(
                    $"the login to profile '{session.Profile}' was refused in the browser", "Run the same step again and allow it.", exception);
            }
        }
    }

    private SsoToken Kept(SsoSession session, RegisterClientResponse client, CreateTokenResponse taken) => new()
    {
        StartUrl = session.StartUrl,
        Region = session.Region,
        AccessToken = taken.AccessToken,
        ExpiresAt = SsoToken.Format(clock.GetUtcNow().AddSeconds(taken.ExpiresIn ?? 0)),
        ClientId = client.ClientId,
        ClientSecret = client.ClientSecret,
        RegistrationExpiresAt = SsoToken.Format(DateTimeOffset.FromUnixTimeSeconds(client.ClientSecretExpiresAt ?? 0)),
        RefreshToken = taken.RefreshToken,
    };
}
