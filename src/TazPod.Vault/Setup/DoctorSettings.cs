using System.Globalization;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Setup;

/// <summary>Every setting that the environment or configuration file can provide, with its value and source. Settings that only an argument
/// provides concern a single run of one task, and are not listed.</summary>
internal static class DoctorSettings
{
    private const string None = "none";

    // The store reports its address only if that is from somewhere else than these settings, so it is never a default.
    private const string Endpoint = "endpoint";

    // The bucket's own versioning is checked under that name.
    private const string Versioning = "versioning";

    /// <param name="settings">The settings.</param>
    /// <param name="facts">The store's own values, by setting name, and facts that are not settings.</param>
    public static IEnumerable<DoctorCheck> Of(VaultSettings settings, IReadOnlyDictionary<string, string> facts)
    {
        var rows = Values(settings);
        return (settings.Trust?.Describe() ?? []).Select(row => Fact(row.Name, row.Finding))
            .Concat(rows.Select(row => facts.TryGetValue(row.Name, out var fact)
                ? Fact(row.Name, fact) with { IsDefault = row.Name != Endpoint && IsDefault(row.Name, settings) }
                : Fact(row.Name, WithOrigin(row.Value, row.Name, settings)) with { IsDefault = IsDefault(row.Name, settings) }))
            .Concat(facts.Where(fact => !rows.Any(row => row.Name == fact.Key)).Select(fact => Fact(fact.Key, fact.Value)));
    }

    private static DoctorCheck Fact(string name, string value) =>
        new(name == Versioning ? "versioning by SetupStorage" : name, DoctorVerdict.Fact, value);

    private static bool IsDefault(string name, VaultSettings settings) =>
        settings.Origins.TryGetValue(name, out var origin) && origin == VaultSettingsLoader.Default;

    private static string WithOrigin(string value, string name, VaultSettings settings) =>
        !settings.Origins.TryGetValue(name, out var origin) ? value
        : IsDefault(name, settings) ? $"{value} (default)"
        : $"{value} (from {origin})";

    private static (string Name, string Value)[] Values(VaultSettings settings) =>
    [
        ("storage", settings.Storage.ToString()),
        ("bucket", settings.Bucket),
        ("region", settings.Region),
        (Endpoint, settings.Endpoint?.GetLeftPart(UriPartial.Path) ?? "AWS"),
        ("path style", Flag(settings.PathStyle)),
        (SettingCatalog.Profile, settings.Profile ?? None),
        (SettingCatalog.VaultFile, settings.VaultFile),
        (SettingCatalog.SecretsDirectory, settings.TrySecretsDirectory() ?? "unknown: HOME is not set"),
        ("retention", Number(settings.Retention)),
        ("keep last", Number(settings.KeepLast)),
        ("keep daily", Number(settings.KeepDaily)),
        ("keep weekly", Number(settings.KeepWeekly)),
        ("keep monthly", Number(settings.KeepMonthly)),
        (SettingCatalog.Passphrase, settings.Passphrase is null ? None : "set, not shown"),
        (SettingCatalog.PassphraseFile, settings.PassphraseFile ?? SettingCatalog.ByName(SettingCatalog.PassphraseFile).Default),
        ("new passphrase file", settings.NewPassphraseFile ?? None),
        (Versioning, settings.Versioning is { } versioning ? Flag(versioning) : SettingCatalog.ByName(Versioning).Default),
        ("TLS only", Flag(settings.TlsOnly)),
        ("unsafe store", Flag(settings.UnsafeStore)),
        (SettingCatalog.Encryption, settings.Sse ?? None),
        (SettingCatalog.EncryptionKey, settings.SseKmsKeyId ?? None),
        ("connect timeout", Seconds(settings.ConnectTimeout)),
        ("request timeout", Seconds(settings.RequestTimeout)),
        ("timeout", Seconds(settings.Timeout)),
        ("retries", Number(settings.Retries)),
        ("lineage", settings.Lineage ?? None),
        ("lineage prefix", settings.LineagePrefix),
        ("mask", settings.Mask.Count == 0 ? None : string.Join(", ", settings.Mask)),
        ("trust configuration", Flag(settings.TrustConfiguration)),
        ("result file", settings.ResultToStandardOutput ? "standard output" : settings.ResultFile ?? None),
    ];

    private static string Flag(bool on) => on ? "true" : "false";

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? None;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s");
}
