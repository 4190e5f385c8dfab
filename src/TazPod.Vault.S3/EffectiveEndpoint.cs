using TazPod.Vault.Errors;
using TazPod.Vault.S3.AwsConfig;

namespace TazPod.Vault.S3;

/// <summary>The S3 endpoint: from argument, environment or configuration file, else from the profile, else AWS's.</summary>
/// <param name="Address">The address; null for AWS itself.</param>
/// <param name="Origin">Where the profile configures it; null when it is from elsewhere.</param>
/// <param name="IgnoredBy">The setting that disables the endpoint of the environment; null when there is none.</param>
internal sealed record EffectiveEndpoint(Uri? Address, string? Origin, string? IgnoredBy)
{
    private const string Service = "s3";

    /// <summary>Chooses among the configured endpoints. A profile is shared by many programs, so it never overrides this vault's own
    /// settings.</summary>
    /// <exception cref="VaultException">1001: the profile's endpoint is invalid; 5005: its services section does not exist.</exception>
    public static EffectiveEndpoint Choose(S3StoreOptions options, AwsSettings aws)
    {
        var ignoredBy = options.EnvironmentEndpoint is null ? null : aws.IgnoresEndpoints;
        if ((ignoredBy is null ? options.EnvironmentEndpoint ?? options.Endpoint : options.Endpoint) is { } given)
        {
            return new EffectiveEndpoint(WithoutUser(given), null, ignoredBy);
        }

        var configured = aws.EndpointOf(Service);
        return new EffectiveEndpoint(configured is null ? null : Parse(configured), configured?.Origin, ignoredBy);
    }

    /// <summary>Rejects an address that no request can be sent to.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.InvalidSetting"/>.</exception>
    public static void RefuseIfNone(Uri? endpoint)
    {
        if (endpoint is not null && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
        {
            throw VaultErrors.InvalidSetting.With($"endpoint '{endpoint}' is not an http or https address", "Write it like https://s3.example.org.");
        }
    }

    /// <summary>The facts that the doctor shows instead of the settings, by name.</summary>
    /// <param name="pathStyle">Whether the bucket's name is part of the path; null when it is not set.</param>
    public IEnumerable<KeyValuePair<string, string>> Facts(bool? pathStyle)
    {
        if (Origin is null && IgnoredBy is null)
        {
            yield break;
        }

        var why = Origin is null ? $"the environment's is ignored: {IgnoredBy}" : $"from {Origin}";
        yield return new("endpoint", $"{Address?.GetLeftPart(UriPartial.Path) ?? "AWS"} ({why})");
        if (pathStyle is null)
        {
            yield return new("path style", Address is null ? "false (default)" : "true (default, with an endpoint)");
        }
    }

    private static Uri WithoutUser(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;

    // The CLI treats everything after a value as part of it, even what was meant as a comment.
    private static Uri Parse(ConfiguredEndpoint endpoint) =>
        !endpoint.Address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && Uri.TryCreate(endpoint.Address, UriKind.Absolute, out var address)
        && address is { Query: "", Fragment: "", UserInfo: "", Host.Length: > 0, Scheme: "http" or "https" }
            ? address
            : throw VaultErrors.InvalidSetting.With(
                $"the endpoint from {endpoint.Origin} is not an http or https address without user, query or fragment",
                "Correct it there, with nothing after the address, not even a comment; or name the endpoint with --endpoint.");
}
