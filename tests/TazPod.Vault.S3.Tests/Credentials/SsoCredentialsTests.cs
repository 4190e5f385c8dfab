using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Tests.Credentials;

/// <summary>SSO profiles with a session from the AWS CLI or from Login on this machine.</summary>
public sealed class SsoCredentialsTests
{
    [Theory]
    [InlineData(SsoPlace.Section)]
    [InlineData(SsoPlace.Legacy)]
    public async Task A_valid_session_gives_keys_with_one_request(string config)
    {
        await using var place = await SsoPlace.StartAsync(config);
        place.Cache(TimeSpan.FromHours(2));

        var found = await place.ResolveAsync();

        var keys = await found.Value.GetCredentialsAsync();
        Assert.Equal(("KEY-TOKEN-OLD", "SECRET", "SESSION"), (keys.AccessKey, keys.SecretKey, keys.Token));
        Assert.Equal(["/federation/credentials"], place.Asked);
        Assert.Equal("profile work (SSO) from ~/.aws/config", found.Description);
        Assert.StartsWith("Run --target=Login --profile=work", found.Renewal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(3)]
    public async Task A_session_that_expires_soon_is_renewed_and_stored(int endsInMinutes)
    {
        await using var place = await SsoPlace.StartAsync();
        place.Cache(TimeSpan.FromMinutes(endsInMinutes), canRefresh: true);

        var keys = await (await place.ResolveAsync()).Value.GetCredentialsAsync();

        Assert.Equal("KEY-TOKEN-NEW", keys.AccessKey);
        Assert.Equal(["/token", "/federation/credentials"], place.Asked);
        Assert.Equal("REFRESH-NEW", (string?)place.Cached()["refreshToken"]);
        Assert.Equal("client", (string?)place.Cached()["clientId"]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.CacheFile));
        }
    }

    [Fact]
    public async Task The_error_for_an_expired_session_says_how_to_log_in()
    {
        await using var place = await SsoPlace.StartAsync();
        place.Cache(TimeSpan.FromHours(-1));
        await RefusedAsync(place, "the SSO session of profile 'work' expired at", "Run --target=Login --profile=work");
        Assert.Empty(place.Asked);
    }

    [Fact]
    public async Task The_error_for_a_session_that_cannot_be_renewed_says_how_to_log_in()
    {
        await using var place = await SsoPlace.StartAsync(answer: (path, _) => path == "/token" ? SsoPlace.Refuse("invalid_grant") : null);
        place.Cache(TimeSpan.FromHours(-1), canRefresh: true);
        await RefusedAsync(place, "could not be renewed", "Run --target=Login --profile=work");
    }

    [Fact]
    public async Task The_error_for_a_session_that_the_portal_ended_says_how_to_log_in()
    {
        await using var place = await SsoPlace.StartAsync(answer: (path, _) => path.StartsWith("/fed", StringComparison.Ordinal) ? SsoPlace.Refuse("UnauthorizedException", 401) : null);
        place.Cache(TimeSpan.FromHours(1));
        await RefusedAsync(place, "was ended by the portal", "Run --target=Login --profile=work");
    }

    [Fact]
    public async Task The_error_for_a_missing_session_says_how_to_log_in()
    {
        await using var place = await SsoPlace.StartAsync();
        await RefusedAsync(place, "profile 'work' has no SSO session on this machine", "Run --target=Login --profile=work");
    }

    [Fact]
    public async Task A_role_that_is_not_assigned_is_named()
    {
        await using var place = await SsoPlace.StartAsync(answer: (path, _) => path.StartsWith("/fed", StringComparison.Ordinal) ? SsoPlace.Refuse("ForbiddenException", 403) : null);
        place.Cache(TimeSpan.FromHours(1));
        await RefusedAsync(place, "gives no keys of role 'Vault' in account 123456789012", "sso_role_name");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_response_from_a_proxy_is_not_mistaken_for_one_from_the_portal(int status)
    {
        await using var place = await SsoPlace.StartAsync(answer: (_, _) => (status, "<html><body>Blocked<br></body></html>"));
        place.Cache(TimeSpan.FromHours(1));
        await RefusedAsync(place, $"the answer was {status}", "network");
        place.Cache(TimeSpan.FromHours(-1), canRefresh: true);
        await RefusedAsync(place, $"the answer was {status}", "network");
    }

    [Fact]
    public async Task A_valid_session_is_used_although_it_cannot_be_renewed()
    {
        await using var place = await SsoPlace.StartAsync(answer: (path, _) => path == "/token" ? (501, "") : null);
        place.Cache(TimeSpan.FromMinutes(3), canRefresh: true);
        Assert.Equal("KEY-TOKEN-OLD", (await (await place.ResolveAsync()).Value.GetCredentialsAsync()).AccessKey);
    }

    [Fact]
    public async Task Half_a_profile_names_the_missing_line()
    {
        await using var place = await SsoPlace.StartAsync(SsoPlace.Legacy.Replace("sso_role_name = Vault\n", "", StringComparison.Ordinal));
        place.Cache(TimeSpan.FromHours(1));
        await RefusedAsync(place, "sso_role_name", "aws configure sso --profile work");
    }

    [Fact]
    public async Task A_damaged_cache_file_is_no_session()
    {
        await using var place = await SsoPlace.StartAsync();
        place.Cache(TimeSpan.FromHours(1));
        await File.WriteAllTextAsync(place.CacheFile, "{");
        await RefusedAsync(place, "has no SSO session", "Login");
    }

    private static async Task RefusedAsync(SsoPlace place, string message, string hint)
    {
        var failure = await Assert.ThrowsAsync<VaultException>(place.ResolveAsync);
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Contains(hint, failure.Hint, StringComparison.Ordinal);
        foreach (var secret in new[] { "TOKEN-OLD", "REFRESH-OLD", "CLIENT-SECRET" })
        {
            Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
        }
    }
}
