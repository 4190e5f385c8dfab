using System.Collections.Concurrent;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Tests.Credentials;

/// <summary>Login with a link and a code, against the two services in this process.</summary>
public sealed class SsoLoginTests
{
    private const string Link = "https://device.example/?user_code=ABCD-EFGH";

    [Theory]
    [InlineData(SsoPlace.Section, "corp")]
    [InlineData(SsoPlace.Legacy, "https://corp.awsapps.com/start")]
    public async Task A_login_stores_a_session_where_the_CLI_looks_and_the_next_verb_uses_it(string config, string cacheKey)
    {
        var asked = 0;
        await using var place = await SsoPlace.StartAsync(config, (path, _) =>
            path == "/token" && Interlocked.Increment(ref asked) < 2 ? SsoPlace.Refuse("AuthorizationPendingException") : null);
        var shown = new ConcurrentQueue<string>();
        Uri? opened = null;

        var result = await new SsoLogin(place.Environment.GetValueOrDefault, canAsk: true, link => opened = link)
            .LoginAsync("work", false, shown.Enqueue, CancellationToken.None);

        Assert.True(result.IsNew);
        Assert.Contains(shown, line => line.Contains(Link, StringComparison.Ordinal));
        Assert.Contains(shown, line => line.Contains("ABCD-EFGH", StringComparison.Ordinal));
        Assert.Equal(Link, opened?.AbsoluteUri);
#pragma warning disable CA5350 // The AWS CLI's way to name a file.
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(cacheKey)));
#pragma warning restore CA5350
        Assert.Equal($"{name}.json", Path.GetFileName(place.CacheFile));
        var cached = place.Cached();
        Assert.Equal("TOKEN-NEW", (string?)cached["accessToken"]);
        Assert.Equal("REFRESH-NEW", (string?)cached["refreshToken"]);
        Assert.Equal("https://corp.awsapps.com/start", (string?)cached["startUrl"]);
        Assert.EndsWith("Z", (string?)cached["expiresAt"], StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.CacheFile));
        }

        Assert.Equal("KEY-TOKEN-NEW", (await (await place.ResolveAsync()).Value.GetCredentialsAsync()).AccessKey);
        foreach (var secret in new[] { "TOKEN-NEW", "REFRESH-NEW", "CLIENT-SECRET", "DEVICE-CODE" })
        {
            Assert.DoesNotContain(shown, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, result.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_valid_session_is_left_alone_unless_forced()
    {
        await using var place = await SsoPlace.StartAsync();
        place.Cache(TimeSpan.FromHours(2));

        Assert.False((await LoginAsync(place, again: false)).IsNew);
        Assert.Empty(place.Asked);
        Assert.True((await LoginAsync(place, again: true)).IsNew);
    }

    [Fact]
    public async Task Without_a_user_it_fails_and_sends_no_request()
    {
        await using var place = await SsoPlace.StartAsync();
        var failure = await FailsAsync(() => LoginAsync(place, canAsk: false), VaultErrors.LoginFailed);
        Assert.Contains("OIDC", failure.Hint, StringComparison.Ordinal);
        Assert.Empty(place.Asked);
    }

    [Theory]
    [InlineData("ExpiredTokenException", "before the code expired")]
    [InlineData("AccessDeniedException", "refused in the browser")]
    [InlineData("InvalidClientException", "InvalidClientException")]
    public async Task A_failed_login_reports_the_reason_and_stores_nothing(string code, string message)
    {
        await using var place = await SsoPlace.StartAsync(answer: (path, _) => path == "/token" ? SsoPlace.Refuse(code) : null);
        var failure = await FailsAsync(() => LoginAsync(place), VaultErrors.LoginFailed);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(place.CacheFile));
    }

    [Theory]
    [InlineData(null, "no profile is set")]
    [InlineData("none", "profile 'none' is in neither")]
    [InlineData("keys", "does not log in by SSO")]
    public async Task A_profile_without_login_is_reported(string? profile, string message)
    {
        await using var place = await SsoPlace.StartAsync(SsoPlace.Section + "[profile keys]\naws_access_key_id = A\naws_secret_access_key = B\n");
        var failure = await FailsAsync(() => LoginAsync(place, profile: profile), VaultErrors.ProfileUnusable);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private static Task<Results.LoginResult> LoginAsync(SsoPlace place, bool again = false, bool canAsk = true, string? profile = "work") =>
        new SsoLogin(place.Environment.GetValueOrDefault, canAsk).LoginAsync(profile, again, _ => { }, CancellationToken.None);

    private static async Task<VaultException> FailsAsync(Func<Task> login, VaultError error)
    {
        var failure = await Assert.ThrowsAsync<VaultException>(login);
        Assert.Equal(error, failure.Error);
        Assert.False(string.IsNullOrWhiteSpace(failure.Hint));
        return failure;
    }
}
