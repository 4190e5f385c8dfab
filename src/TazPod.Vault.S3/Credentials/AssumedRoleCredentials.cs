using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SecurityToken.Model;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Keys of a role, obtained with other keys.</summary>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    // Less than the shortest lifetime of such keys, which is 15 minutes.
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);
    private readonly AWSCredentials source;
    private readonly CredentialProfileOptions role;
    private readonly TokenService sts;

    public AssumedRoleCredentials(AWSCredentials source, CredentialProfileOptions role, TokenService sts)
    {
        (this.source, this.role, this.sts) = (source, role, sts);
        PreemptExpiryTime = Reserve;
    }

    /// <summary>Requests the keys and their expiration.</summary>
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
        }).ConfigureAwait(false);
        var keys = answer.Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken), keys.Expiration ?? DateTime.UtcNow);
    }

    /// <summary>Disposes the source, which can hold a running process.</summary>
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
