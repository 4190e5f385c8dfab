using Amazon.Runtime;
using Amazon.SSO.Model;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.AwsConfig;

namespace TazPod.Vault.S3.Credentials.Sso;

/// <summary>Keys from the SSO session of a profile: requested when first needed, and again before they expire.</summary>
internal sealed class SsoCredentials(SsoSession session, SsoCache cache, AwsSettings aws, TimeProvider clock)
    : RefreshingAWSCredentials
{
    // The same reserve as in the SDKs: a session that expires within it is renewed first.
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);

    /// <summary>Requests the keys and their expiration.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>: there is no session, it has expired, or it lacks the
    /// permission.</exception>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var portal = new SsoPortal(session, aws);
        var token = await CurrentAsync(portal).ConfigureAwait(false);
        try
        {
            var keys = await portal.KeysAsync(token, CancellationToken.None).ConfigureAwait(false);
            return new CredentialsRefreshState(
                new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
                DateTimeOffset.FromUnixTimeMilliseconds(keys.Expiration ?? 0).UtcDateTime);
        }
        catch (UnauthorizedException exception)
        {
            throw Unusable("was ended by the portal", exception, session.Hint);
        }
        catch (AmazonServiceException exception) when ((int)exception.StatusCode is 403 or 404 && exception.ErrorCode is { Length: > 0 })
        {
            throw VaultErrors.ProfileUnusable.With(
                $"the SSO session of profile '{session.Profile}' gives no keys of role '{session.Role}' in account {session.Account} ({exception.ErrorCode}, "
                + $"\"{ServiceWords.Quote(exception.Message, [token.AccessToken!])}\")",
                $"Check sso_account_id and sso_role_name of profile '{session.Profile}', and that the role is assigned to you.",
                exception);
        }
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    private async Task<SsoToken> CurrentAsync(SsoPortal portal)
    {
        var token = cache.Find(session);
        var now = clock.GetUtcNow();
        if (token?.AccessToken is not { Length: > 0 })
        {
            throw VaultErrors.ProfileUnusable.With($"profile '{session.Profile}' has no SSO session on this machine", session.Hint);
        }

        if (token.Ends > now + Reserve)
        {
            return token;
        }

        if (!token.CanRefresh(now))
        {
            return token.Ends > now ? token : throw Unusable($"expired at {token.ExpiresAt}", null, session.Hint);
        }

        try
        {
            var fresh = await portal.RefreshAsync(token, CancellationToken.None).ConfigureAwait(false);
            token = token with
            {
                AccessToken = fresh.AccessToken,
                ExpiresAt = SsoToken.Format(now.AddSeconds(fresh.ExpiresIn ?? 0)),
                RefreshToken = fresh.RefreshToken ?? token.RefreshToken,
            };
        }
        catch (Exception) when (token.Ends > now)
        {
            return token;
        }
        catch (AmazonServiceException exception) when ((int)exception.StatusCode is >= 400 and < 500 && exception.ErrorCode is { Length: > 0 })
        {
            throw Unusable($"expired at {token.ExpiresAt}, and could not be renewed", exception, session.Hint);
        }

        Keep(token);
        return token;
    }

    // If the home directory is not writable, the next run has to refresh again, but this run still gets its keys.
    private void Keep(SsoToken token)
    {
        try
        {
            cache.Save(session, token);
        }
        catch (VaultException)
        {
        }
    }

    private VaultException Unusable(string what, Exception? exception, string hint) => VaultErrors.ProfileUnusable.With(
        $"the SSO session of profile '{session.Profile}' {what}", hint, exception);
}
