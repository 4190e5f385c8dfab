using TazPod.Vault.S3.AwsConfig;
using TazPod.Vault.S3.Credentials;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3;

/// <summary>Where a store is, as far as this machine knows without asking anybody.</summary>
/// <param name="Identity">Which store.</param>
/// <param name="Notices">Lines for the operator about how it is reached.</param>
/// <param name="Facts">What the doctor shows of that.</param>
/// <param name="Connection">The connection to it, not yet made.</param>
/// <param name="Failures">How what is thrown there is told.</param>
internal sealed record S3Place(
    StoreIdentity Identity, IReadOnlyList<string> Notices, IReadOnlyDictionary<string, string> Facts, S3Connection Connection, S3Failures Failures)
{
    /// <summary>Reads AWS's configuration files and finds it.</summary>
    public static S3Place Find(S3StoreOptions options, Func<string, string?> environment, TimeProvider clock)
    {
        var aws = new AwsSettings(environment, options.Profile);
        var endpoint = EffectiveEndpoint.Choose(options, aws);
        var identity = new StoreIdentity(endpoint.Address?.AbsoluteUri.TrimEnd('/') ?? $"aws:{options.Region}", options.Bucket);
        var connection = new S3Connection(options, endpoint.Address, aws, new CredentialResolver(options, environment, clock, aws), clock);
        return new S3Place(
            identity,
            [.. aws.Notices(options.Region)],
            new Dictionary<string, string>([.. endpoint.Facts(options.PathStyle), .. aws.Facts]),
            connection,
            new S3Failures(
                identity, endpoint.Origin, options.Region, clock, () => connection.Secrets, () => connection.Credentials, () => connection.Renewal,
                options.Sse is not null));
    }
}
