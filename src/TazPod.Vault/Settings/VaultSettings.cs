using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Lineages;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Settings;

/// <summary>Every setting of a vault task, with its default. Immutable; <see cref="VaultSettingsLoader"/> fills one from arguments,
/// environment and configuration file, and library users may construct one themselves.</summary>
/// <remarks>Printing it shows no secret.</remarks>
public sealed record VaultSettings
{
    /// <summary>The bucket when none is named.</summary>
    public const string DefaultBucket = "tazlab-storage";

    /// <summary>The region when none is named. As in TazPod, <c>AWS_REGION</c> does not count.</summary>
    public const string DefaultRegion = "eu-central-1";

    /// <summary>How many history copies are kept when nothing is said.</summary>
    public const int DefaultRetention = 50;

    /// <summary>The largest retention.</summary>
    public const int MaximumRetention = 10_000;

    private readonly bool? pathStyle;
    private readonly string? secretsDirectory;
    private string? vaultFile;

    /// <summary>Where the vault is kept. The default is S3; the embedded store is never chosen silently.</summary>
    public StorageLocation Storage { get; init; } = StorageLocation.S3;

    /// <summary>The bucket's name. The default is <c>tazlab-storage</c>.</summary>
    /// <exception cref="VaultException">TAZPOD1001: not 3 to 63 lower-case letters, digits, dots and hyphens.</exception>
    public string Bucket { get; init => field = Guard.Holds("bucket", value, SettingRules.IsBucket(value)); } = DefaultBucket;

    /// <summary>The region's name. The default is <c>eu-central-1</c>.</summary>
    /// <exception cref="VaultException">TAZPOD1001: not lower-case letters, digits and hyphens.</exception>
    public string Region { get; init => field = Guard.Holds("region", value, SettingRules.IsRegion(value)); } = DefaultRegion;

    /// <summary>The address of a server that speaks S3: absolute, http or https. The default is null: the one that the profile names in
    /// AWS's configuration files, else AWS.</summary>
    /// <exception cref="VaultException">TAZPOD1001: not such an address, or one with user, query or fragment.</exception>
    public Uri? Endpoint { get; init => field = Guard.Holds("endpoint", value, value is null || SettingRules.IsEndpoint(value)); }

    /// <summary>Whether <see cref="Endpoint"/> comes from the environment: a profile can keep that from counting.</summary>
    internal bool EndpointIsFromEnvironment { get; init; }

    /// <summary>The configuration file's endpoint, where the environment's stands before it; else null.</summary>
    internal Uri? EndpointBehindEnvironment { get; init; }

    /// <summary>Whether the bucket's name goes into the path instead of the host name. The default is true with an endpoint.</summary>
    public bool PathStyle
    {
        get => pathStyle ?? Endpoint is not null;
        init => pathStyle = value;
    }

    /// <summary><see cref="PathStyle"/> where it was given; else null.</summary>
    internal bool? GivenPathStyle => pathStyle;

    /// <summary>The shared-config or SSO profile. The default is null: none.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether the profile comes from the configuration file alone; static keys in the environment then win over it.</summary>
    public bool ProfileIsFromFile { get; init; }

    /// <summary>The access key id, given in code only. The default is null.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The secret of <see cref="AccessKeyId"/>, given in code only. The default is null.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>The session token of <see cref="AccessKeyId"/>, where its pair is temporary; given in code only. The default is
    /// null.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The absolute path of the vault file. The default is what <see cref="VaultPathRule"/> says for the current
    /// directory.</summary>
    /// <exception cref="VaultException">TAZPOD1010: it is not given, and the <c>.tazpod</c> there belongs to another user.</exception>
    public string VaultFile
    {
        get => vaultFile ??= VaultPathRule.ChooseHere();
        init
        {
            vaultFile = Path.GetFullPath(value);
            VaultFilePlace = null;
            VaultFileIsByRule = false;
        }
    }

    /// <summary>Whether nobody named the vault file: then it lies where <see cref="VaultPathRule"/> says, and no link may lead it out of
    /// there.</summary>
    internal bool VaultFileIsByRule { get; init; } = true;

    /// <summary>The real place of a vault file that a configuration file names, as it was judged; null where nothing was judged.</summary>
    internal string? VaultFilePlace { get; init; }

    /// <summary>The absolute path of the secrets directory. The default is <c>secrets</c> in the home directory.</summary>
    /// <exception cref="VaultException">TAZPOD1001: neither it nor the home directory is known.</exception>
    public string SecretsDirectory
    {
        get => TrySecretsDirectory() ?? throw SecretsDirectoryRule.NoHome();
        init
        {
            secretsDirectory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(value));
            SecretsPlace = null;
        }
    }

    /// <summary>The real place of a secrets directory that a configuration file names, as it was judged; null where nothing was
    /// judged.</summary>
    internal string? SecretsPlace { get; init; }

    /// <summary>The home directory: the secrets directory lies in it by default, and it is never itself one. The default is <c>HOME</c>'s
    /// (<c>USERPROFILE</c>'s on Windows); null where that is not set.</summary>
    public string? HomeDirectory { get; init; } = SettingsSources.HomeOf(Environment.GetEnvironmentVariable);

    /// <summary>How many history copies are kept, 1 to 10000. The default is 50.</summary>
    /// <exception cref="VaultException">TAZPOD1001: out of range.</exception>
    public int Retention { get; init => field = Guard.Within("retention", value, 1, MaximumRetention); } = DefaultRetention;

    /// <summary>How many of the newest copies PruneHistory keeps, 1 to 10000. The default is null: no such rule. With any of the four
    /// rules, <see cref="Retention"/> does not count, and pushes prune nothing.</summary>
    /// <exception cref="VaultException">TAZPOD1001: out of range.</exception>
    public int? KeepLast { get; init => field = Guard.WithinOrNull("keep last", value, 1, MaximumRetention); }

    /// <summary>Of how many days PruneHistory keeps the newest copy, 1 to 10000. The default is null: no such rule.</summary>
    /// <exception cref="VaultException">TAZPOD1001: out of range.</exception>
    public int? KeepDaily { get; init => field = Guard.WithinOrNull("keep daily", value, 1, MaximumRetention); }

    /// <summary>Of how many ISO weeks PruneHistory keeps the newest copy, 1 to 10000. The default is null: no such rule.</summary>
    /// <exception cref="VaultException">TAZPOD1001: out of range.</exception>
    public int? KeepWeekly { get; init => field = Guard.WithinOrNull("keep weekly", value, 1, MaximumRetention); }

    /// <summary>Of how many months PruneHistory keeps the newest copy, 1 to 10000. The default is null: no such rule.</summary>
    /// <exception cref="VaultException">TAZPOD1001: out of range.</exception>
    public int? KeepMonthly { get; init => field = Guard.WithinOrNull("keep monthly", value, 1, MaximumRetention); }

    /// <summary>The passphrase itself, from <c>TAZPOD_PASSPHRASE</c> or given in code. The default is null. Whoever made it wipes
    /// it.</summary>
    public Passphrase? Passphrase { get; init; }

    /// <summary>The absolute path of the passphrase file. The default is null: <c>.vault_pass</c> in the secrets directory, if
    /// there.</summary>
    public string? PassphraseFile { get; init => field = value is null ? null : Path.GetFullPath(value); }

    /// <summary>The absolute path of the file with the passphrase that RekeyVault seals with. The default is null: a person is
    /// asked.</summary>
    public string? NewPassphraseFile { get; init => field = value is null ? null : Path.GetFullPath(value); }

    /// <summary>Whether a new vault may be sealed with a passphrase that is odd: one that an editor or a redirection gave a byte order mark,
    /// a line end or a blank, say. The default is false.</summary>
    public bool AllowOddPassphrase { get; init; }

    /// <summary>Whether SetupStorage has the bucket keep earlier versions of objects. The default is null: on AWS only, because on some
    /// other stores it breaks conditional writes.</summary>
    public bool? Versioning { get; init; }

    /// <summary>Whether SetupStorage has the bucket refuse requests over plain HTTP. The default is false.</summary>
    public bool TlsOnly { get; init; }

    /// <summary>Whether to push to a store that ignores conditional writes, where an update can be lost. The default is false.</summary>
    public bool UnsafeStore { get; init; }

    /// <summary>The server-side encryption that every write asks an S3 store for, as a bucket policy may demand it: <c>AES256</c>,
    /// <c>aws:kms</c> or <c>aws:kms:dsse</c>. The default is null: as the bucket has it. A directory ignores it.</summary>
    /// <exception cref="VaultException">TAZPOD1001: another kind.</exception>
    public string? Sse { get; init => field = Guard.Holds(SettingCatalog.Encryption, value, value is null || SettingRules.IsEncryption(value)); }

    /// <summary>The id, alias or ARN of the KMS key, with a <see cref="Sse"/> of <c>aws:kms</c> or <c>aws:kms:dsse</c>. The default is null:
    /// the account's own key for S3.</summary>
    /// <exception cref="VaultException">TAZPOD1001: empty, or not printable ASCII.</exception>
    public string? SseKmsKeyId
    {
        get;
        init => field = Guard.Holds(SettingCatalog.EncryptionKey, value, value is null || SettingRules.IsEncryptionKey(value));
    }

    /// <summary>How long a connection may take, 100 ms to 5 minutes. The default is 10 seconds.</summary>
    /// <exception cref="VaultException">TAZPOD1001: out of range.</exception>
    public TimeSpan ConnectTimeout
    {
        get;
        init => field = Guard.Within("connect timeout", value, SettingRules.ShortestConnect, SettingRules.LongestConnect);
    } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take, 1 second to 60 minutes. The default is 100 seconds.</summary>
    /// <exception cref="VaultException">TAZPOD1001: out of range.</exception>
    public TimeSpan RequestTimeout
    {
        get;
        init => field = Guard.Within("request timeout", value, SettingRules.ShortestRequest, SettingRules.LongestRequest);
    } = TimeSpan.FromSeconds(100);

    /// <summary>How long a whole task may take, waiting and retries included, 1 second to 24 hours. The default is 60 minutes.</summary>
    /// <exception cref="VaultException">TAZPOD1001: out of range.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = Guard.Within("timeout", value, SettingRules.ShortestVerb, SettingRules.LongestVerb);
    } = TimeSpan.FromMinutes(60);

    /// <summary>How often a failed request is tried again, 0 to 20. The default is 3.</summary>
    /// <exception cref="VaultException">TAZPOD1001: out of range.</exception>
    public int Retries { get; init => field = Guard.Within("retries", value, 0, SettingRules.MostRetries); } = 3;

    /// <summary>The lineage: 1 to 64 letters, digits, <c>-</c> and <c>_</c>. The default is null: a vault is pushed without one, and a snapshot
    /// to the one that was pushed last below the prefix.</summary>
    /// <exception cref="VaultException">TAZPOD1001: not such a name.</exception>
    public string? Lineage { get; init => field = Guard.Holds("lineage", value, value is null || LineageKeys.IsId(value)); }

    /// <summary>Below what the lineages of snapshots lie. The default is <c>vault/raft-snapshots</c>. The vault's own always lie below
    /// <c>tazpod/vault/lineage</c>.</summary>
    /// <exception cref="VaultException">TAZPOD1001: not letters, digits, <c>.</c>, <c>-</c>, <c>_</c> and single slashes.</exception>
    public string LineagePrefix
    {
        get;
        init => field = Guard.Holds("lineage prefix", value, LineageKeys.IsPrefix(value));
    } = LineageKeys.DefaultPrefix;

    /// <summary>The files, relative to the secrets directory, whose values a CI system is told to mask in its logs. The default is
    /// none.</summary>
    public IReadOnlyList<string> Mask { get; init; } = [];

    /// <summary>The absolute path of the file that the result is written to as JSON. The default is null: none.</summary>
    public string? ResultFile { get; init => field = value is null ? null : Path.GetFullPath(value); }

    /// <summary>Where each setting's value came from, by the setting's name in <see cref="SettingCatalog"/>: <c>--retention</c>,
    /// <c>TAZPOD_RETENTION</c>, <c>/x/.tazpod/config.yaml: vault.retention</c> or <c>default</c>. Empty when made in code.</summary>
    public IReadOnlyDictionary<string, string> Origins { get; init; } = new Dictionary<string, string>();

    /// <summary>Lines that the operator should see before the task runs. Never a secret.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Whether the environment says to believe every configuration.</summary>
    internal bool TrustConfiguration { get; init; }

    /// <summary>What of the workspace is believed, and why; null when made in code.</summary>
    internal WorkspaceTrust? Trust { get; init; }

    /// <summary>Whether any keep rule is given.</summary>
    internal bool HasKeepRules => KeepRules is not null;

    /// <summary>What PruneHistory keeps.</summary>
    internal RetentionRules RetentionRules => KeepRules ?? RetentionRules.Newest(Retention);

    /// <summary>How many copies a push keeps. It knows no rules and must not take what they keep: beside rules it takes nothing, and
    /// since the number travels with latest, neither do the pushes of others.</summary>
    internal int PushRetention => HasKeepRules ? MaximumRetention : Retention;

    private RetentionRules? KeepRules => RetentionRules.Of(KeepLast, KeepDaily, KeepWeekly, KeepMonthly);

    /// <summary>The secrets directory, or null when neither it nor the home directory is known.</summary>
    public string? TrySecretsDirectory() => secretsDirectory ?? SecretsDirectoryRule.Default(HomeDirectory);

    /// <summary>The settings that say which store and files are meant, without any secret.</summary>
    public override string ToString() =>
        $"storage {Storage}, bucket {Bucket}, region {Region}, endpoint {Endpoint?.GetLeftPart(UriPartial.Path) ?? "AWS"}, "
        + $"vault file {vaultFile ?? "by default"}";
}
