using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SecurityToken.Model;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Keys of a role that other keys may assume.</summary>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    // Less than the quarter of an hour that is the shortest life of such keys.
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);
    private readonly AWSCredentials source;
    private readonly CredentialProfileOptions role;
    private readonly TokenService sts;

    public AssumedRoleCredentials(AWSCredentials source, CredentialProfileOptions role, TokenService sts)
    {
        (this.source, this.role, this.sts) = (source, role, sts);
        PreemptExpiryTime = Reserve;
    }

    /// <summary>The keys, with when they end.</summary>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var client = sts.Open(source);
        var answer = await client.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = role.RoleArn,
            RoleSessionName = role.RoleSessionName is { Length: > 0 } name
                ? name
                : string.Create(CultureInfo.InvariantCulture, $"tazpod-{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}"),
            ExternalId = role.ExternalID is { Length: > 0 } id ? id : null,
        });
        var keys = answer.Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken), keys.Expiration ?? DateTime.UtcNow);
    }

    /// <summary>Ends what the source has started.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (source as IDisposable)?.Dispose();
        }

        base.Dispose(disposing);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();
}
