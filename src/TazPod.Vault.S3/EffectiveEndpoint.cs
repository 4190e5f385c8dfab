using TazPod.Vault.Errors;
using TazPod.Vault.S3.AwsConfig;

namespace TazPod.Vault.S3;

/// <summary>Where S3 is asked: by argument, environment or configuration file, else where the profile says, else at AWS.</summary>
/// <param name="Address">The address; null for AWS itself.</param>
/// <param name="Origin">What names it, where that is the profile; else null.</param>
/// <param name="IgnoredBy">What keeps the environment's from counting, where there is one; else null.</param>
internal sealed record EffectiveEndpoint(Uri? Address, string? Origin, string? IgnoredBy)
{
    private const string Service = "s3";

    /// <summary>Chooses among what is given. A profile, which many things share, never goes before what was said for this vault.</summary>
    /// <exception cref="VaultException">1001: the profile's is no such address; 5005: its services section is not there.</exception>
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

    /// <summary>Refuses what no request can be sent to.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.InvalidSetting"/>.</exception>
    public static void RefuseIfNone(Uri? endpoint)
    {
        if (endpoint is not null && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
        {
            throw VaultErrors.InvalidSetting.With($"endpoint '{endpoint}' is not an http or https address", "Write it like https://s3.example.org.");
        }
    }

    /// <summary>What the doctor shows in place of the settings, by name.</summary>
    /// <param name="pathStyle">Whether the bucket's name goes into the path; null when that is not said.</param>
    public IEnumerable<KeyValuePair<string, string>> Facts(bool? pathStyle)
    {
        if (Origin is null && IgnoredBy is null)
        {
            yield break;
        }

        var why = Origin is null ? $"the environment's does not count: {IgnoredBy}" : $"from {Origin}";
        yield return new("endpoint", $"{Address?.GetLeftPart(UriPartial.Path) ?? "AWS"} ({why})");
        if (pathStyle is null)
        {
            yield return new("path style", Address is null ? "false (default)" : "true (default, with an endpoint)");
        }
    }

    private static Uri WithoutUser(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;

    // The CLI takes what follows a value for a part of it, also where a comment was meant.
    private static Uri Parse(ConfiguredEndpoint endpoint) =>
        !endpoint.Address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && Uri.TryCreate(endpoint.Address, UriKind.Absolute, out var address)
        && address is { Query: "", Fragment: "", UserInfo: "", Host.Length: > 0, Scheme: "http" or "https" }
            ? address
            : throw VaultErrors.InvalidSetting.With(
                $"the endpoint from {endpoint.Origin} is not an http or https address without user, query or fragment",
                "Correct it there, with nothing after the address, not even a comment; or name the endpoint with --endpoint.");
}
