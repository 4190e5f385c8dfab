using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Lineages;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Settings;

/// <summary>Every setting of a vault task, with its default. Immutable. <see cref="VaultSettingsLoader"/> reads it from arguments,
/// environment and configuration file; library users can also construct one themselves.</summary>
/// <remarks>Its text contains no secret.</remarks>
public sealed record VaultSettings
{
    /// <summary>The default bucket.</summary>
    public const string DefaultBucket = "tazlab-storage";

    /// <summary>The default region. As in TazPod, <c>AWS_REGION</c> is ignored.</summary>
    public const string DefaultRegion = "eu-central-1";

    /// <summary>The default number of history copies to keep.</summary>
    public const int DefaultRetention = 50;

    /// <summary>The largest retention.</summary>
    public const int MaximumRetention = 10_000;

    private readonly bool? pathStyle;
    private readonly string? secretsDirectory;
    private string? vaultFile;

    /// <summary>The location of the vault. The default is S3; the directory store is never chosen silently.</summary>
    public StorageLocation Storage { get; init; } = StorageLocation.S3;

    /// <summary>The bucket's name. The default is <c>tazlab-storage</c>.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is not 3 to 63 lower-case letters, digits, dots and hyphens.</exception>
    public string Bucket { get; init => field = Guard.Holds("bucket", value, SettingRules.IsBucket(value)); } = DefaultBucket;

    /// <summary>The region's name. The default is <c>eu-central-1</c>.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is not lower-case letters, digits and hyphens.</exception>
    public string Region { get; init => field = Guard.Holds("region", value, SettingRules.IsRegion(value)); } = DefaultRegion;

    /// <summary>The address of an S3-compatible server: absolute, http or https. The default is null: the address of the profile in AWS's
    /// configuration files, else AWS.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is not such an address, or has a user, query or fragment.</exception>
    public Uri? Endpoint { get; init => field = Guard.Holds("endpoint", value, value is null || SettingRules.IsEndpoint(value)); }

    /// <summary>Whether <see cref="Endpoint"/> comes from the environment, which a profile can tell us to ignore.</summary>
    internal bool EndpointIsFromEnvironment { get; init; }

    /// <summary>The configuration file's endpoint if the environment's takes precedence over it; otherwise null.</summary>
    internal Uri? EndpointBehindEnvironment { get; init; }

    /// <summary>Whether the bucket's name is part of the path instead of the host name. The default is true with an endpoint.</summary>
    public bool PathStyle
    {
        get => pathStyle ?? Endpoint is not null;
        init => pathStyle = value;
    }

    /// <summary><see cref="PathStyle"/> if it was set; otherwise null.</summary>
    internal bool? GivenPathStyle => pathStyle;

    /// <summary>The shared-config or SSO profile. The default is null: none.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether the profile comes only from the configuration file; static keys in the environment then take precedence over
    /// it.</summary>
    public bool ProfileIsFromFile { get; init; }

    /// <summary>The access key id. Can only be set in code. The default is null.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The secret of <see cref="AccessKeyId"/>. Can only be set in code. The default is null.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>The session token of <see cref="AccessKeyId"/>, if its pair is temporary. Can only be set in code. The default is
    /// null.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The absolute path of the vault file. The default is the first existing of
    /// <c>/workspace/.tazpod/vault/vault.tar.aes</c> and <c>.tazpod/vault/vault.tar.aes</c>, the latter found upward from the current
    /// directory.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is set to nothing. TAZPOD1010: it is not set, and the <c>.tazpod</c> there belongs to
    /// another user.</exception>
    public string VaultFile
    {
        get => vaultFile ??= VaultPathRule.ChooseHere();
        init
        {
            vaultFile = Guard.FullPath(SettingCatalog.VaultFile, value);
            VaultFilePlace = null;
            VaultFileIsByRule = false;
        }
    }

    /// <summary>Whether the vault file was not set. Then <see cref="VaultPathRule"/> determines it, and no link may lead it out of its
    /// directory.</summary>
    internal bool VaultFileIsByRule { get; init; } = true;

    /// <summary>The real path of a vault file from a configuration file, as it was checked; null if it was not checked.</summary>
    internal string? VaultFilePlace { get; init; }

    /// <summary>The absolute path of the secrets directory. The default is <c>secrets</c> in the home directory.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is set to nothing, or neither this setting nor the home directory is known.</exception>
    public string SecretsDirectory
    {
        get => TrySecretsDirectory() ?? throw SecretsDirectoryRule.NoHome();
        init
        {
            secretsDirectory = Path.TrimEndingDirectorySeparator(Guard.FullPath(SettingCatalog.SecretsDirectory, value));
            SecretsPlace = null;
        }
    }

    /// <summary>The real path of a secrets directory from a configuration file, as it was checked; null if it was not checked.</summary>
    internal string? SecretsPlace { get; init; }

    /// <summary>The home directory. The secrets directory is inside it by default, and can never be the home directory itself. The default
    /// is <c>HOME</c> (<c>USERPROFILE</c> on Windows); null if that is not set.</summary>
    public string? HomeDirectory { get; init; } = SettingsSources.HomeOf(Environment.GetEnvironmentVariable);

    /// <summary>How many history copies are kept, 1 to 10000. The default is 50.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is out of range.</exception>
    public int Retention { get; init => field = Guard.Within("retention", value, 1, MaximumRetention); } = DefaultRetention;

    /// <summary>How many of the newest copies PruneHistory keeps, 1 to 10000. The default is null: no such rule. With any of the four
    /// rules, <see cref="Retention"/> is ignored, and pushes prune nothing.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is out of range.</exception>
    public int? KeepLast { get; init => field = Guard.WithinOrNull("keep last", value, 1, MaximumRetention); }

    /// <summary>For how many days PruneHistory keeps the newest copy of each, 1 to 10000. The default is null: no such rule.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is out of range.</exception>
    public int? KeepDaily { get; init => field = Guard.WithinOrNull("keep daily", value, 1, MaximumRetention); }

    /// <summary>For how many ISO weeks PruneHistory keeps the newest copy of each, 1 to 10000. The default is null: no such rule.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is out of range.</exception>
    public int? KeepWeekly { get; init => field = Guard.WithinOrNull("keep weekly", value, 1, MaximumRetention); }

    /// <summary>For how many months PruneHistory keeps the newest copy of each, 1 to 10000. The default is null: no such rule.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is out of range.</exception>
    public int? KeepMonthly { get; init => field = Guard.WithinOrNull("keep monthly", value, 1, MaximumRetention); }

    /// <summary>The passphrase itself, from <c>TAZPOD_PASSPHRASE</c> or set in code. The default is null. The code that created it wipes
    /// it.</summary>
    public Passphrase? Passphrase { get; init; }

    /// <summary>The absolute path of the passphrase file. The default is null: <c>.vault_pass</c> in the secrets directory, if it
    /// exists.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is empty.</exception>
    public string? PassphraseFile { get; init => field = Guard.FullPathOrNull(SettingCatalog.PassphraseFile, value); }

    /// <summary>The absolute path of the file with the new passphrase for RekeyVault. The default is null: the user is asked.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is empty.</exception>
    public string? NewPassphraseFile { get; init => field = Guard.FullPathOrNull("new passphrase file", value); }

    /// <summary>Whether a new vault can be sealed with an odd passphrase, for example one to which an editor or a redirection added a byte
    /// order mark, a line end or a blank. The default is false.</summary>
    public bool AllowOddPassphrase { get; init; }

    /// <summary>Whether SetupStorage makes the bucket keep earlier versions of objects. The default is null: on AWS only, because it breaks
    /// conditional writes on some other stores.</summary>
    public bool? Versioning { get; init; }

    /// <summary>Whether SetupStorage makes the bucket refuse requests over plain HTTP. The default is false.</summary>
    public bool TlsOnly { get; init; }

    /// <summary>Whether to push to a store that ignores conditional writes, although updates can be lost. The default is false.</summary>
    public bool UnsafeStore { get; init; }

    /// <summary>The server-side encryption that every write requests from an S3 store, as a bucket policy may require: <c>AES256</c>,
    /// <c>aws:kms</c> or <c>aws:kms:dsse</c>. The default is null: the bucket's default. A directory ignores it.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is another kind.</exception>
    public string? Sse { get; init => field = Guard.Holds(SettingCatalog.Encryption, value, value is null || SettingRules.IsEncryption(value)); }

    /// <summary>The id, alias or ARN of the KMS key, with <see cref="Sse"/> set to <c>aws:kms</c> or <c>aws:kms:dsse</c>. The default is
    /// null: the account's own key for S3.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is empty, or not printable ASCII.</exception>
    public string? SseKmsKeyId
    {
        get;
        init => field = Guard.Holds(SettingCatalog.EncryptionKey, value, value is null || SettingRules.IsEncryptionKey(value));
    }

    /// <summary>How long a connection can take, 100 ms to 5 minutes. The default is 10 seconds.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is out of range.</exception>
    public TimeSpan ConnectTimeout
    {
        get;
        init => field = Guard.Within("connect timeout", value, SettingRules.ShortestConnect, SettingRules.LongestConnect);
    } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request can take, 1 second to 60 minutes. The default is 100 seconds.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is out of range.</exception>
    public TimeSpan RequestTimeout
    {
        get;
        init => field = Guard.Within("request timeout", value, SettingRules.ShortestRequest, SettingRules.LongestRequest);
    } = TimeSpan.FromSeconds(100);

    /// <summary>How long a whole task can take, including waiting and retries, 1 second to 24 hours. The default is 60 minutes.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is out of range.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = Guard.Within("timeout", value, SettingRules.ShortestVerb, SettingRules.LongestVerb);
    } = TimeSpan.FromMinutes(60);

    /// <summary>How often a failed request is retried, 0 to 20. The default is 3.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is out of range.</exception>
    public int Retries { get; init => field = Guard.Within("retries", value, 0, SettingRules.MostRetries); } = 3;

    /// <summary>The lineage: 1 to 64 letters, digits, <c>-</c> and <c>_</c>. The default is null: a vault is pushed without a lineage, and
    /// a snapshot to the lineage that was pushed last below the prefix.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is not a valid name.</exception>
    public string? Lineage { get; init => field = Guard.Holds("lineage", value, value is null || LineageKeys.IsId(value)); }

    /// <summary>The prefix of the lineages of snapshots. The default is <c>vault/raft-snapshots</c>. The vault's own lineages are always
    /// below <c>tazpod/vault/lineage</c>.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is not letters, digits, <c>.</c>, <c>-</c>, <c>_</c> and single slashes.</exception>
    public string LineagePrefix
    {
        get;
        init => field = Guard.Holds("lineage prefix", value, LineageKeys.IsPrefix(value));
    } = LineageKeys.DefaultPrefix;

    /// <summary>The files, relative to the secrets directory, whose values a CI system must mask in its logs. Empty by default.</summary>
    public IReadOnlyList<string> Mask { get; init; } = [];

    /// <summary>Whether the result is written as JSON to the standard output, and everything else to the standard error. Only a door does
    /// this. The default is false.</summary>
    public bool ResultToStandardOutput { get; init; }

    /// <summary>The absolute path of the file that the result is written to as JSON. The default is null: none.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is empty.</exception>
    public string? ResultFile { get; init => field = Guard.FullPathOrNull("result file", value); }

    /// <summary>The source of each setting's value, by the setting's name in <see cref="SettingCatalog"/>: <c>--retention</c>,
    /// <c>TAZPOD_RETENTION</c>, <c>/x/.tazpod/config.yaml: vault.retention</c> or <c>default</c>. Empty if created in code.</summary>
    public IReadOnlyDictionary<string, string> Origins { get; init; } = new Dictionary<string, string>();

    /// <summary>Notices for the operator before the task runs. Never contain a secret.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Whether the environment says to trust every configuration.</summary>
    internal bool TrustConfiguration { get; init; }

    /// <summary>What is trusted in the workspace, and why; null if created in code.</summary>
    internal WorkspaceTrust? Trust { get; init; }

    /// <summary>Whether any keep rule is set.</summary>
    internal bool HasKeepRules => KeepRules is not null;

    /// <summary>The rules for PruneHistory.</summary>
    internal RetentionRules RetentionRules => KeepRules ?? RetentionRules.Newest(Retention);

    /// <summary>How many copies a push keeps. A push does not know the rules and must not delete copies that they keep. So with rules it
    /// deletes nothing, and neither do the pushes of others, since this number is stored with latest.</summary>
    internal int PushRetention => HasKeepRules ? MaximumRetention : Retention;

    private RetentionRules? KeepRules => RetentionRules.Of(KeepLast, KeepDaily, KeepWeekly, KeepMonthly);

    /// <summary>The secrets directory, or null if neither it nor the home directory is known.</summary>
    public string? TrySecretsDirectory() => secretsDirectory ?? SecretsDirectoryRule.Default(HomeDirectory);

    /// <summary>Describes the store and files, without any secret.</summary>
    public override string ToString() =>
        $"storage {Storage}, bucket {Bucket}, region {Region}, endpoint {Endpoint?.GetLeftPart(UriPartial.Path) ?? "AWS"}, "
        + $"vault file {vaultFile ?? "by default"}";
}
