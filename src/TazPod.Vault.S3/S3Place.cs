using TazPod.Vault.S3.AwsConfig;
using TazPod.Vault.S3.Credentials;
using TazPod.Vault.S3.Http;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3;

/// <summary>The location of a store, as known to this machine without any request.</summary>
/// <param name="Identity">The store.</param>
/// <param name="Notices">Lines for the operator about how the store is reached.</param>
/// <param name="Facts">The related facts that the doctor shows.</param>
/// <param name="Connection">The connection, not yet open.</param>
/// <param name="Failures">Translates exceptions from this store.</param>
internal sealed record S3Place(
    StoreIdentity Identity, IReadOnlyList<string> Notices, IReadOnlyDictionary<string, string> Facts, S3Connection Connection, S3Failures Failures)
{
    /// <summary>Determines the location from the options and AWS's configuration files.</summary>
    public static S3Place Find(S3StoreOptions options, Func<string, string?> environment, TimeProvider clock)
    {
        var aws = new AwsSettings(environment, options.Profile);
        var endpoint = EffectiveEndpoint.Choose(options, aws);
        if (endpoint.Address is null || endpoint.Address.Scheme == Uri.UriSchemeHttps)
        {
            SystemRoots.Begin();
        }

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
