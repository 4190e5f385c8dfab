using Amazon;
using Amazon.Runtime;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Http;

namespace TazPod.Vault.S3.AwsConfig;

/// <summary>AWS's configuration for one run, from its files and variables: that of the profile in use, which is the one that the settings
/// name, else <c>default</c>.</summary>
internal sealed class AwsSettings
{
    private const string IgnoreVariable = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";
    private const string IgnoreKey = "ignore_configured_endpoint_urls";
    private const string EndpointKey = "endpoint_url";
    private const string BundleVariable = "AWS_CA_BUNDLE";
    private const string BundleKey = "ca_bundle";

    private readonly Func<string, string?> environment;
    private readonly string name;
    private readonly AwsProfile? profile;
    private readonly Lazy<CertificateTrust?> trust;

    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="profileName">The profile in use; null when none is named.</param>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>: a line of the profile is faulty.</exception>
    public AwsSettings(Func<string, string?> environment, string? profileName = null)
    {
        SdkFiles.KeepFromUnreadable();
        this.environment = environment;
        name = string.IsNullOrWhiteSpace(profileName) ? AwsConfiguration.DefaultProfile : profileName.Trim();
        Files = AwsConfiguration.Read(environment);
        profile = Files.Find(name);
        profile?.RequireSound();
        if (!string.IsNullOrWhiteSpace(profileName))
        {
            Files.RequireReadable(name);
        }

        trust = new Lazy<CertificateTrust?>(() => BundlePath is var (path, origin) ? CertificateTrust.Read(path, origin) : null);
    }

    public AwsConfiguration Files { get; }

    /// <summary>What disables the endpoints of the environment and the profile, in words; null when they apply.</summary>
    public string? IgnoresEndpoints => Variable(IgnoreVariable) is { } said
        ? IsTrue(said) ? IgnoreVariable : null
        : IsTrue(profile?[IgnoreKey]) ? Origin(IgnoreKey) : null;

    /// <summary>The certificates to trust besides this machine's authorities; null for none.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.InvalidSetting"/>: the certificate file is unusable.</exception>
    public CertificateTrust? Trust => trust.Value;

    /// <summary>The facts that the doctor shows, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Facts
    {
        get
        {
            if (BundlePath is var (path, origin))
            {
                yield return new("CA bundle", $"{path} (from {origin})");
            }

            if (IgnoresEndpoints is { } by)
            {
                yield return new("AWS's endpoint settings", $"ignored (by {by})");
            }
        }
    }

    /// <summary>The region that the AWS CLI would use and its origin; null for none.</summary>
    public (string Name, string Origin)? Region =>
        Named("AWS_REGION") ?? Named("AWS_DEFAULT_REGION") ?? (profile?["region"] is { } region ? (region, Origin("region")) : null);

    /// <summary>The endpoint that the profile configures for a service: from its services section, else its own. Null for none.</summary>
    /// <param name="service">The service's name in a services section.</param>
    /// <param name="isAlone">Whether the profile's own endpoint does not apply to this service.</param>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>: there is no such section, or one of its lines is
    /// faulty.</exception>
    public ConfiguredEndpoint? EndpointOf(string service, bool isAlone = false)
    {
        if (profile is null || IgnoresEndpoints is not null)
        {
            return null;
        }

        return profile["services"] is { } section && AddressIn(section, service) is { Length: > 0 } address
            ? new ConfiguredEndpoint(address, $"{Origin("services")} '{section}', {service}")
            : !isAlone && profile[EndpointKey] is { } own ? new ConfiguredEndpoint(own, Origin(EndpointKey)) : null;
    }

    /// <summary>Lines for the operator.</summary>
    /// <param name="region">The region that is used.</param>
    public IEnumerable<string> Notices(string region)
    {
        foreach (var notice in Files.NoticesBeside(profile?.Sections ?? []))
        {
            yield return notice;
        }

        if (Region is var (other, origin) && other != region)
        {
            yield return $"the bucket's region is taken to be {region}; {origin} says {Shown(other)}, which is not used for the bucket: "
                + "if the bucket is in that region, set --region, TAZPOD_REGION or aws_sso.region";
        }
    }

    /// <summary>Sets up the client of a service other than S3: its endpoint and the certificates that it trusts.</summary>
    /// <param name="config">The client's configuration.</param>
    /// <param name="service">The service's name in a services section.</param>
    /// <param name="region">The region of the service when no endpoint is configured.</param>
    /// <param name="isAlone">Whether an endpoint for all services does not apply to this one.</param>
    public T SetUp<T>(T config, string service, string region, bool isAlone = false)
        where T : ClientConfig
    {
#pragma warning disable CA1308 // Not a comparison.
        var variable = "AWS_ENDPOINT_URL_" + service.ToUpperInvariant();
#pragma warning restore CA1308
        var given = IgnoresEndpoints is not null ? null : Variable(variable) ?? (isAlone ? null : Variable("AWS_ENDPOINT_URL"));
        var address = given ?? EndpointOf(service, isAlone)?.Address;
        Direct(config, address, region);
        if (address?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) != true && Trust is { } trusted)
        {
            config.HttpClientFactory = new CustomTrustHttpClientFactory(trusted);
        }

        return config;
    }

    /// <summary>Sets a client's endpoint explicitly, so that the SDK does not look for an endpoint or a profile.</summary>
    /// <param name="config">The client's configuration.</param>
    /// <param name="endpoint">The endpoint; null for AWS's own.</param>
    /// <param name="region">The region.</param>
    public void Direct(ClientConfig config, string? endpoint, string region)
    {
        config.IgnoreConfiguredEndpointUrls = true;
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            config.UseFIPSEndpoint = IsTrue(Variable("AWS_USE_FIPS_ENDPOINT") ?? profile?["use_fips_endpoint"]);
            config.UseDualstackEndpoint = IsTrue(Variable("AWS_USE_DUALSTACK_ENDPOINT") ?? profile?["use_dualstack_endpoint"]);
        }
        else
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region;

            // With the variable set, the user requires FIPS everywhere and gets an error here. The profile's key only concerns AWS's own
            // endpoints.
            config.UseFIPSEndpoint = IsTrue(Variable("AWS_USE_FIPS_ENDPOINT"));
            config.UseDualstackEndpoint = false;
        }
    }

    private (string Path, string Origin)? BundlePath =>
        Variable(BundleVariable) is { } given ? (AwsConfiguration.ExpandHome(given, Files.Home), BundleVariable)
        : profile?[BundleKey] is { } path ? (AwsConfiguration.ExpandHome(path, Files.Home), Origin(BundleKey))
        : null;

    private string? AddressIn(string sectionName, string service)
    {
        var shown = Shown(sectionName);
        var section = Files.Services(sectionName);
        if (section is not null)
        {
            AwsConfiguration.RequireSound(Files.Config, section, $"services section '{shown}'");
        }

        if (section is not { Values.Count: > 0 })
        {
            throw VaultErrors.ProfileUnusable.With(
                $"profile '{name}' names the services section '{shown}', which is {(section is null ? "not" : "empty")} in {Files.Config.Name}",
                "Write that section there, or take services out of the profile.");
        }

        return !section.Values.TryGetValue(service, out var group) ? null
            : IniSection.Group(group) is { } keys ? keys.GetValueOrDefault(EndpointKey)
            : throw VaultErrors.ProfileUnusable.With(
                $"services section '{shown}' in {Files.Config.Name}: {service} is no group of keys",
                $"Write '{service} =' there, and below it, indented, '{EndpointKey} = ADDRESS'.");
    }

    private string Origin(string key) => $"profile '{name}' in {profile!.FileOf(key)!.Name}: {key}";

    private (string, string)? Named(string variable) => Variable(variable) is { } value ? (value, variable) : null;

    private string? Variable(string variable) => environment(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    // A value can span several lines.
    private static string Shown(string text) => string.Concat(text.Take(80).Select(c => char.IsControl(c) ? '?' : c));
}
