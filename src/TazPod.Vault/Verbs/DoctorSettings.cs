using System.Globalization;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Verbs;

/// <summary>Every setting that environment or configuration file can give, with its value and where that came from. What only an argument
/// gives concerns one run of one task.</summary>
internal static class DoctorSettings
{
    private const string None = "none";

    // The bucket's own is looked at too, under that name.
    private const string Versioning = "versioning";

    public static IEnumerable<DoctorCheck> Of(VaultSettings settings) => Values(settings).Select(row => new DoctorCheck(
        row.Name == Versioning ? "versioning by SetupStorage" : row.Name,
        DoctorVerdict.Fact,
        settings.Origins.TryGetValue(row.Name, out var origin)
            ? origin == VaultSettingsLoader.Default ? $"{row.Value} (default)" : $"{row.Value} (from {origin})"
            : row.Value));

    private static (string Name, string Value)[] Values(VaultSettings settings) =>
    [
        ("storage", settings.Storage.ToString()),
        ("bucket", settings.Bucket),
        ("region", settings.Region),
        ("endpoint", settings.Endpoint?.GetLeftPart(UriPartial.Path) ?? "AWS"),
        ("path style", Flag(settings.PathStyle)),
        (SettingCatalog.Profile, settings.Profile ?? None),
        (SettingCatalog.VaultFile, settings.VaultFile),
        (SettingCatalog.SecretsDirectory, settings.TrySecretsDirectory() ?? "not known: HOME is not set"),
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
        ("result file", settings.ResultFile ?? None),
    ];

    private static string Flag(bool on) => on ? "true" : "false";

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? None;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s");
}
