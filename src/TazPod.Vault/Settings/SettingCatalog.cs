using TazPod.Vault.Lineages;

namespace TazPod.Vault.Settings;

/// <summary>The table of settings, one row each. The loader, the help text and the documentation are based on it.</summary>
public static class SettingCatalog
{
    internal const string Storage = "storage";
    internal const string Bucket = "bucket";
    internal const string Endpoint = "endpoint";
    internal const string Profile = "profile";
    internal const string VaultFile = "vault file";
    internal const string Timeout = "timeout";
    internal const string SecretsDirectory = "secrets directory";
    internal const string Passphrase = "passphrase";
    internal const string PassphraseFile = "passphrase file";
    internal const string Encryption = "server-side encryption";
    internal const string EncryptionKey = "encryption key";

    /// <summary>The settings of every verb that uses the store. The secrets directory can hold AWS keys.</summary>
    internal static readonly string[] OfStore =
    [
        Storage, Bucket, "region", Endpoint, "path style", Profile, SecretsDirectory, Encryption, EncryptionKey, "connect timeout", "request timeout",
        "retries",
    ];

    /// <summary>The settings of every verb that opens or seals a vault. The secrets directory can hold the passphrase.</summary>
    internal static readonly string[] OfPassphrase = [Passphrase, PassphraseFile, SecretsDirectory];

    /// <summary>The settings of every verb.</summary>
    internal static readonly string[] Common = [Timeout, "mask", "trust configuration", "result file"];

    internal const string Flag = "true or false";
    internal const string Off = "false";
    private const string Counted = "a whole number from 1 to 10000";
    internal const string FilePath = "the path of a file";

    /// <summary>Every setting, in the order of the documentation.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new(Storage, "where the vault is kept: S3, or a directory of this machine", "s3, or file: and a directory", "s3")
        {
            Argument = "storage",
            Environment = ["TAZPOD_STORAGE"],
            ConfigurationKey = "vault.storage",
            Apply = (settings, input) => input.AsStorage() is { } storage ? settings with { Storage = storage } : null,
        },
        new(Bucket, "the bucket's name", "3 to 63 lower-case letters, digits, dots and hyphens", VaultSettings.DefaultBucket)
        {
            Argument = "bucket",
            Environment = ["TAZPOD_BUCKET"],
            ConfigurationKey = "aws_sso.bucket",
            Apply = (settings, input) => SettingRules.IsBucket(input.Text) ? settings with { Bucket = input.Text } : null,
        },
        new("region", "the bucket's region", "lower-case letters, digits and hyphens, such as eu-central-1", VaultSettings.DefaultRegion)
        {
            Argument = "region",
            Environment = ["TAZPOD_REGION"],
            ConfigurationKey = "aws_sso.region",
            Apply = (settings, input) => SettingRules.IsRegion(input.Text) ? settings with { Region = input.Text } : null,
        },
        new(Endpoint, "the address of an S3-compatible server", "an http or https address without user, query or fragment", "the profile's address, else AWS")
        {
            Argument = "endpoint",
            Environment = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"],
            IgnoreEnvironmentBy = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            ConfigurationKey = "vault.endpoint",
            Apply = (settings, input) =>
                Uri.TryCreate(input.Text, UriKind.Absolute, out var address) && SettingRules.IsEndpoint(address)
                    ? settings with { Endpoint = address, EndpointIsFromEnvironment = input.IsFromEnvironment }
                    : null,
        },
        new("path style", "whether the bucket's name is part of the URL's path", Flag, "true with an endpoint")
        {
            Argument = "path-style",
            ConfigurationKey = "vault.path_style",
            IsFlag = true,
            Apply = (settings, input) => input.AsBoolean() is { } on ? settings with { PathStyle = on } : null,
        },
        new(Profile, "the shared-config or SSO profile", "a profile's name", "none")
        {
            Argument = "profile",
            Environment = ["TAZPOD_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_PROFILE"],
            ConfigurationKey = "aws_sso.profile",
            Apply = (settings, input) => string.IsNullOrWhiteSpace(input.Text) || input.Text.Any(char.IsControl)
                ? null
                : settings with { Profile = input.Text, ProfileIsFromFile = input.IsFromFile },
        },
        new(
            VaultFile,
            "the local vault file",
            FilePath,
            "the first existing of /workspace/.tazpod/vault/vault.tar.aes and .tazpod/vault/vault.tar.aes")
        {
            Argument = "vault-file",
            Environment = ["TAZPOD_VAULT_FILE"],
            ConfigurationKey = "vault.file",
            Apply = (settings, input) => input.AsFile() is { } file ? settings with { VaultFile = file } : null,
            Pin = (settings, place) => settings with { VaultFilePlace = place },
        },
        new(SecretsDirectory, "the directory that the vault is unlocked into and saved from", "the path of a directory", "$HOME/secrets")
        {
            Argument = "secrets",
            Environment = ["TAZPOD_SECRETS"],
            ConfigurationKey = "vault.secrets",
            Apply = (settings, input) => input.AsPath() is { } directory ? settings with { SecretsDirectory = directory } : null,
            Pin = (settings, place) => settings with { SecretsPlace = place },
        },
        new("retention", "how many history copies are kept", Counted, "50")
        {
            Argument = "retention",
            Environment = ["TAZPOD_RETENTION"],
            ConfigurationKey = "vault.retention",
            Apply = ApplyRetention,
        },
        new("keep last", "how many of the newest copies PruneHistory keeps", Counted, "none")
        {
            Argument = "keep-last",
            ConfigurationKey = "vault.keep_last",
            Apply = (settings, input) =>
                input.AsNumber(1, VaultSettings.MaximumRetention) is { } count ? settings with { KeepLast = count } : null,
        },
        new("keep daily", "for how many days PruneHistory keeps the newest copy of each", Counted, "none")
        {
            Argument = "keep-daily",
            ConfigurationKey = "vault.keep_daily",
            Apply = (settings, input) =>
                input.AsNumber(1, VaultSettings.MaximumRetention) is { } count ? settings with { KeepDaily = count } : null,
        },
        new("keep weekly", "for how many ISO weeks PruneHistory keeps the newest copy of each", Counted, "none")
        {
            Argument = "keep-weekly",
            ConfigurationKey = "vault.keep_weekly",
            Apply = (settings, input) =>
                input.AsNumber(1, VaultSettings.MaximumRetention) is { } count ? settings with { KeepWeekly = count } : null,
        },
        new("keep monthly", "for how many months PruneHistory keeps the newest copy of each", Counted, "none")
        {
            Argument = "keep-monthly",
            ConfigurationKey = "vault.keep_monthly",
            Apply = (settings, input) =>
                input.AsNumber(1, VaultSettings.MaximumRetention) is { } count ? settings with { KeepMonthly = count } : null,
        },
        OptionCatalog.Note,
        new(Passphrase, "the passphrase itself", "valid UTF-8", "none")
        {
            Environment = ["TAZPOD_PASSPHRASE"],
            IsSecret = true,
            Apply = (settings, input) => HoldsReplacedBytes(input.Text)
                ? null
                : settings with { Passphrase = Sealing.Passphrase.FromText(input.Text) },
        },
        new(PassphraseFile, "the file that holds the passphrase", FilePath, ".vault_pass in the secrets directory, else a prompt")
        {
            Argument = "passphrase-file",
            Environment = ["TAZPOD_PASSPHRASE_FILE"],
            ConfigurationKey = "vault.passphrase_file",
            Apply = (settings, input) => input.AsFile() is { } file ? settings with { PassphraseFile = file } : null,
        },
        new("new passphrase file", "the file with the new passphrase for RekeyVault", FilePath, "a prompt")
        {
            Argument = "new-passphrase-file",
            Environment = ["TAZPOD_NEW_PASSPHRASE_FILE"],
            Apply = (settings, input) => input.AsFile() is { } file ? settings with { NewPassphraseFile = file } : null,
        },
        new("allow odd passphrase", "seal a new vault with a passphrase that is hard to enter again", Flag, Off)
        {
            Argument = "allow-odd-passphrase",
            IsFlag = true,
            Apply = (settings, input) => input.AsBoolean() is { } on ? settings with { AllowOddPassphrase = on } : null,
        },
        OptionCatalog.Index,
        OptionCatalog.At,
        OptionCatalog.Force,
        OptionCatalog.SkipLinks,
        OptionCatalog.AllowEmpty,
        OptionCatalog.Plan,
        OptionCatalog.From,
        OptionCatalog.To,
        OptionCatalog.Glob,
        OptionCatalog.Path,
        OptionCatalog.Resume,
        OptionCatalog.Discard,
        OptionCatalog.Summary,
        OptionCatalog.Merge,
        OptionCatalog.Ours,
        OptionCatalog.Theirs,
        OptionCatalog.Abort,
        OptionCatalog.Yes,
        OptionCatalog.WithHistory,
        OptionCatalog.Command,
        OptionCatalog.EnvironmentFile,
        OptionCatalog.AllowedVariables,
        OptionCatalog.Files,
        OptionCatalog.FileVariables,
        OptionCatalog.AllowDisk,
        OptionCatalog.Pristine,
        OptionCatalog.MaskOutput,
        OptionCatalog.Last,
        OptionCatalog.Fast,
        OptionCatalog.RepairLabels,
        new("versioning", "whether SetupStorage makes the bucket keep earlier versions of objects", Flag, "true on AWS, else false")
        {
            Argument = "versioning",
            ConfigurationKey = "vault.versioning",
            IsFlag = true,
            Apply = (settings, input) => input.AsBoolean() is { } on ? settings with { Versioning = on } : null,
        },
        new("TLS only", "whether SetupStorage makes the bucket refuse requests over plain HTTP", Flag, Off)
        {
            Argument = "tls-only",
            ConfigurationKey = "vault.tls_only",
            IsFlag = true,
            Apply = (settings, input) => input.AsBoolean() is { } on ? settings with { TlsOnly = on } : null,
        },
        new("unsafe store", "push to a store that ignores conditional writes, although updates can be lost", Flag, Off)
        {
            ConfigurationKey = "vault.unsafe_store",
            Apply = (settings, input) => input.AsBoolean() is { } on ? settings with { UnsafeStore = on } : null,
        },
        new(Encryption, "the encryption that every write requests from the store", "AES256, aws:kms or aws:kms:dsse", "none: the bucket's default")
        {
            ConfigurationKey = "vault.sse",
            Apply = (settings, input) => SettingRules.IsEncryption(input.Text) ? settings with { Sse = input.Text } : null,
        },
        new(EncryptionKey, "the KMS key of that encryption", "a key's id, alias or ARN", "the account's own key for S3")
        {
            ConfigurationKey = "vault.sse_kms_key_id",
            Apply = (settings, input) => SettingRules.IsEncryptionKey(input.Text) ? settings with { SseKmsKeyId = input.Text } : null,
        },
        new("connect timeout", "how long a connection can take", "a time from 100ms to 5m, such as 10, 10s, 500ms or 2m", "10s")
        {
            ConfigurationKey = "vault.connect_timeout",
            Apply = (settings, input) => input.AsDuration(SettingRules.ShortestConnect, SettingRules.LongestConnect) is { } time
                ? settings with { ConnectTimeout = time }
                : null,
        },
        new("request timeout", "how long a request can take", "a time from 1s to 60m, such as 100, 100s or 2m", "100s")
        {
            ConfigurationKey = "vault.request_timeout",
            Apply = (settings, input) => input.AsDuration(SettingRules.ShortestRequest, SettingRules.LongestRequest) is { } time
                ? settings with { RequestTimeout = time }
                : null,
        },
        new(Timeout, "how long a whole task can take", "a time from 1s to 1440m, such as 30s or 10m", "60m")
        {
            Argument = "timeout",
            ConfigurationKey = "vault.timeout",
            Apply = (settings, input) => input.AsDuration(SettingRules.ShortestVerb, SettingRules.LongestVerb) is { } time
                ? settings with { Timeout = time }
                : null,
        },
        new("retries", "how often a failed request is retried", "a whole number from 0 to 20", "3")
        {
            ConfigurationKey = "vault.retries",
            Apply = (settings, input) =>
                input.AsNumber(0, SettingRules.MostRetries) is { } count ? settings with { Retries = count } : null,
        },
        new("lineage", "the lineage of snapshots to push to and pull from", "1 to 64 letters, digits, '-' and '_', such as a UUID", "none")
        {
            Argument = "lineage",
            Environment = ["TAZPOD_LINEAGE"],
            ConfigurationKey = "vault.lineage",
            Apply = (settings, input) => LineageKeys.IsId(input.Text) ? settings with { Lineage = input.Text } : null,
        },
        new(
            "lineage prefix",
            "the prefix of the lineages of snapshots",
            "at most 200 letters, digits, '.', '-', '_' and single slashes, outside tazpod/vault/history",
            LineageKeys.DefaultPrefix)
        {
            Argument = "lineage-prefix",
            Environment = ["TAZPOD_LINEAGE_PREFIX"],
            ConfigurationKey = "vault.lineage_prefix",
            Apply = (settings, input) => LineageKeys.IsPrefix(input.Text) ? settings with { LineagePrefix = input.Text } : null,
        },
        OptionCatalog.SnapshotFile,
        OptionCatalog.Generation,
        OptionCatalog.Slot,
        OptionCatalog.Fingerprint,
        OptionCatalog.Anchors,
        new("mask", "the files, relative to the secrets directory, whose values CI must mask", "a list of file names; * is every file", "none")
        {
            Environment = ["TAZPOD_MASK"],
            ConfigurationKey = "vault.mask",
            IsList = true,
            Apply = (settings, input) =>
                input.Items.Any(string.IsNullOrWhiteSpace) ? null : settings with { Mask = input.Items },
        },
        new(
            "trust configuration",
            "whether to trust another user's configuration, or one that leads outside its workspace",
            "1 or 0",
            "0")
        {
            Environment = [TrustSwitch.Variable],
            Apply = (settings, input) => TrustSwitch.Parse(input.Text) is { } on ? settings with { TrustConfiguration = on } : null,
        },
        new("result file", "where the result is written as JSON, for scripts", $"{FilePath}, or - for the standard output", "none")
        {
            Argument = "result",
            Environment = ["TAZPOD_RESULT"],
            Apply = (settings, input) => input.Text == "-" ? settings with { ResultToStandardOutput = true }
                : input.AsFile() is { } file ? settings with { ResultFile = file }
                : null,
        },
    ];

    /// <summary>The row of a setting.</summary>
    /// <exception cref="InvalidOperationException">There is no such setting.</exception>
    public static SettingDefinition ByName(string name) => All.Single(row => row.Name == name);

    // TazPod's init writes 0 to mean its default. Taken literally, it would delete the whole history.
    private static VaultSettings? ApplyRetention(VaultSettings settings, SettingInput input)
    {
        if (input is { IsFromFile: true, Text: "0" })
        {
            input.Notices.Add(
                $"{input.Origin} is 0, which in TazPod means the default: {VaultSettings.DefaultRetention} history copies are kept.");
            return settings with { Retention = VaultSettings.DefaultRetention };
        }

        return input.AsNumber(1, VaultSettings.MaximumRetention) is { } retention ? settings with { Retention = retention } : null;
    }

    // The runtime reads the environment as UTF-8 and replaces invalid bytes with U+FFFD. That would be a different passphrase than
    // intended.
    private static bool HoldsReplacedBytes(string text) => text.Contains('\uFFFD');
}
