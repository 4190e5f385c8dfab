using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime.CredentialManagement;

namespace TazPod.Vault.S3.Credentials.Sso;

/// <summary>The portal that a profile logs in to, and the account and role that it uses.</summary>
/// <param name="Profile">The profile's name.</param>
/// <param name="Session">The name of its <c>sso-session</c> section; null when the profile itself has the address.</param>
/// <param name="StartUrl">The address of the access portal.</param>
/// <param name="Region">The region of the access portal, not of the bucket.</param>
/// <param name="Account">The account id; null when the profile names none.</param>
/// <param name="Role">The role's name; null when the profile names none.</param>
/// <param name="Scopes">The scopes that a login requests.</param>
internal sealed record SsoSession(
    string Profile, string? Session, string StartUrl, string Region, string? Account, string? Role, IReadOnlyList<string> Scopes)
{
    private const string DefaultScope = "sso:account:access";

    /// <summary>The name of the cache file that the AWS CLI and every SDK look for.</summary>
    public string CacheFileName
    {
        get
        {
#pragma warning disable CA5350 // The AWS CLI's way to name a file; it protects nothing.
            var hash = SHA1.HashData(Encoding.UTF8.GetBytes(Session ?? StartUrl));
#pragma warning restore CA5350
            return $"{Convert.ToHexStringLower(hash)}.json";
        }
    }

    /// <summary>What to do when there is no session.</summary>
    public string Hint => $"Run --target=Login --profile={ShellWord.Of(Profile)}, or: aws sso login --profile {ShellWord.Of(Profile)}";

    /// <summary>The session of a profile; null when the profile is of another kind or incomplete.</summary>
    public static SsoSession? Of(string profile, CredentialProfileOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.SsoStartUrl) || string.IsNullOrWhiteSpace(options.SsoRegion))
        {
            return null;
        }

        string[] scopes = [.. (options.SsoRegistrationScopes ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return new SsoSession(
            profile,
            Named(options.SsoSession),
            options.SsoStartUrl.Trim(),
            options.SsoRegion.Trim(),
            Named(options.SsoAccountId),
            Named(options.SsoRoleName),
            scopes.Length == 0 ? [DefaultScope] : scopes);
    }

    private static string? Named(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
