using System.Globalization;
using System.Text.Json.Serialization;

namespace TazPod.Vault.S3.Credentials.Sso;

/// <summary>A cached session, in the format of the AWS CLI.</summary>
internal sealed record SsoToken
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";

    [JsonPropertyName("startUrl")]
    public string? StartUrl { get; init; }

    [JsonPropertyName("region")]
    public string? Region { get; init; }

    [JsonPropertyName("accessToken")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expiresAt")]
    public string? ExpiresAt { get; init; }

    [JsonPropertyName("clientId")]
    public string? ClientId { get; init; }

    [JsonPropertyName("clientSecret")]
    public string? ClientSecret { get; init; }

    [JsonPropertyName("registrationExpiresAt")]
    public string? RegistrationExpiresAt { get; init; }

    [JsonPropertyName("refreshToken")]
    public string? RefreshToken { get; init; }

    /// <summary>When the session expires; the earliest possible time when that is unknown.</summary>
    [JsonIgnore]
    public DateTimeOffset Ends => Parse(ExpiresAt);

    /// <summary>Whether it can be renewed without user interaction.</summary>
    public bool CanRefresh(DateTimeOffset now) =>
        RefreshToken is { Length: > 0 } && ClientId is { Length: > 0 } && ClientSecret is { Length: > 0 } && Parse(RegistrationExpiresAt) > now;

    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Contains no part of a secret.</summary>
    public override string ToString() => $"{StartUrl} until {ExpiresAt}";

    // Older CLIs wrote "2020-06-17T10:02:08UTC".
    private static DateTimeOffset Parse(string? text) =>
        DateTimeOffset.TryParse(
            text?.Replace("UTC", "Z", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : DateTimeOffset.MinValue;
}
