using System.Globalization;
using Cake.Core.IO;
using TazPod.Vault.Doors;
using TazPod.Vault.Settings;

namespace Cake.TazPod;

/// <summary>Settings from a script. An argument on the command line has precedence. A setting that is null is read from the environment,
/// <c>.tazpod/config.yaml</c>, or is the default.</summary>
/// <remarks>Arguments apply to every alias of the run. Relative paths start at Cake's working directory. If a value is invalid, the alias fails with the setting's name.</remarks>
/// <example>
/// <code>
/// var vault = new TazPodSettings
/// {
///     Bucket = "my-vaults",
///     SecretsDirectory = "./secrets",
///     PassphraseFile = EnvironmentVariable("VAULT_PASSPHRASE_FILE"),
/// };
/// </code>
/// </example>
public sealed class TazPodSettings
{
    /// <summary>Where the vault is kept: <c>s3</c>, or <c>file:</c> and a directory. <c>--storage</c>.</summary>
    public string? Storage { get; set; }

    /// <summary>The bucket's name. <c>--bucket</c>.</summary>
    public string? Bucket { get; set; }

    /// <summary>The bucket's region, such as <c>eu-central-1</c>. <c>--region</c>.</summary>
    public string? Region { get; set; }

    /// <summary>The address of an S3-compatible server: absolute, http or https. <c>--endpoint</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Whether the bucket's name is part of the address's path. <c>--path-style</c>.</summary>
    public bool? PathStyle { get; set; }

    /// <summary>The shared-config or SSO profile. <c>--profile</c>.</summary>
    public string? Profile { get; set; }

    /// <summary>The access key id; requires <see cref="SecretAccessKey"/>. There is no argument for it.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>The secret of <see cref="AccessKeyId"/>.</summary>
    public string? SecretAccessKey { get; set; }

    /// <summary>The session token of <see cref="AccessKeyId"/>, if the pair is temporary.</summary>
    public string? SessionToken { get; set; }

    /// <summary>The vault file. <c>--vault-file</c>.</summary>
    public FilePath? VaultFile { get; set; }

    /// <summary>The secrets directory. <c>--secrets</c>.</summary>
    public DirectoryPath? SecretsDirectory { get; set; }

    /// <summary>How many history copies are kept, 1 to 10000. <c>--retention</c>.</summary>
    public int? Retention { get; set; }

    /// <summary>How many of the newest history copies are kept. <c>--keep-last</c>.</summary>
    public int? KeepLast { get; set; }

    /// <summary>The number of days for each of which the newest copy is kept. <c>--keep-daily</c>.</summary>
    public int? KeepDaily { get; set; }

    /// <summary>The number of weeks for each of which the newest copy is kept. <c>--keep-weekly</c>.</summary>
    public int? KeepWeekly { get; set; }

    /// <summary>The number of months for each of which the newest copy is kept. <c>--keep-monthly</c>.</summary>
    public int? KeepMonthly { get; set; }

    /// <summary>The passphrase itself, for example from an environment variable. <c>TAZPOD_PASSPHRASE</c>.</summary>
    public string? Passphrase { get; set; }

    /// <summary>The file that contains the passphrase. <c>--passphrase-file</c>.</summary>
    public FilePath? PassphraseFile { get; set; }

    /// <summary>The file with the passphrase for the next save. <c>--new-passphrase-file</c>.</summary>
    public FilePath? NewPassphraseFile { get; set; }

    /// <summary>The history copy to pull, 1 for the newest. <c>--index</c>.</summary>
    public int? Index { get; set; }

    /// <summary>The time of the history copy to pull: the newest one that is not later. <c>--at</c>.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>How many times a push merges what others have pushed meanwhile, and pushes again. <c>--merge</c>.</summary>
    public int? Merge { get; set; }

    /// <summary>Whether a merge settles conflicts with what is here. <c>--ours</c>.</summary>
    public bool? Ours { get; set; }

    /// <summary>Whether a merge settles conflicts with what is at latest. <c>--theirs</c>.</summary>
    public bool? Theirs { get; set; }

    /// <summary>Whether a merge that waits is undone. <c>--abort</c>.</summary>
    public bool? Abort { get; set; }

    /// <summary>The tree that is compared: <c>secrets</c>, <c>local</c>, <c>latest</c>, an index or a stamp. <c>--from</c>.</summary>
    public string? From { get; set; }

    /// <summary>The tree that it is compared with. <c>--to</c>.</summary>
    public string? To { get; set; }

    /// <summary>The files that ListSecrets lists: <c>*</c> is any text, <c>?</c> any character, and a directory is all below it.
    /// <c>--glob</c>.</summary>
    public string? Glob { get; set; }

    /// <summary>Whether a push lists the differences from the vault that it replaces, which costs a download. <c>--summary</c>.</summary>
    public bool? Summary { get; set; }

    /// <summary>Whether steps that ask for a confirmation are confirmed. <c>--yes</c>.</summary>
    public bool? Yes { get; set; }

    /// <summary>Whether the history copies are sealed again, too. <c>--history</c>.</summary>
    public bool? WithHistory { get; set; }

    /// <summary>Why a copy is pinned. <c>--note</c>.</summary>
    public string? Note { get; set; }

    /// <summary>The command that VaultRun runs, without a shell: a program and its arguments. <c>--exec</c>.</summary>
    public string? Command { get; set; }

    /// <summary>The file inside the vault that contains the variables for VaultRun. <c>--env-file</c>.</summary>
    public string? EnvironmentFile { get; set; }

    /// <summary>The variables that VaultRun sets although they determine which code the command runs, separated by commas.
    /// <c>--allow-env</c>.</summary>
    public string? AllowedVariables { get; set; }

    /// <summary>The files of the vault that the command of VaultRun gets in a private directory in memory, which <c>TAZPOD_FILES</c> names:
    /// <c>*</c> is any text, so alone all files, <c>?</c> any character, and a directory is all below it. <c>--files</c>.</summary>
    public string? Files { get; set; }

    /// <summary>The variables that VaultRun sets to the path of a file in that directory, each as <c>NAME=PATH</c> with the file's path
    /// inside the vault. <c>--file-env</c>.</summary>
    public IReadOnlyCollection<string>? FileVariables { get; set; }

    /// <summary>Whether VaultRun puts the files on a disk if there is no file system in memory. <c>--allow-disk</c>.</summary>
    public bool? AllowDisk { get; set; }

    /// <summary>Whether the command of VaultRun gets no other variables but those of the vault, <c>PATH</c>, <c>HOME</c> and <c>TERM</c>.
    /// <c>--pristine</c>.</summary>
    public bool? Pristine { get; set; }

    /// <summary>Whether the output of the command is masked at a terminal, too. A build always masks it. <c>--mask</c>.</summary>
    public bool? MaskOutput { get; set; }

    /// <summary>How many of the newest copies VaultHistory lists, or VaultVerify verifies in addition to latest. <c>--last</c>.</summary>
    public int? Last { get; set; }

    /// <summary>Whether only metadata is verified. <c>--fast</c>.</summary>
    public bool? Fast { get; set; }

    /// <summary>Whether wrong labels are corrected. <c>--repair-labels</c>.</summary>
    public bool? RepairLabels { get; set; }

    /// <summary>The file to push from or pull to. <c>--file</c>.</summary>
    public FilePath? SnapshotFile { get; set; }

    /// <summary>The generation of a lineage to pull, from 1. <c>--generation</c>.</summary>
    public long? Generation { get; set; }

    /// <summary>The slot whose generation is pulled: <c>a</c> or <c>b</c>. <c>--slot</c>.</summary>
    public string? Slot { get; set; }

    /// <summary>The fingerprint of the snapshot's logical content, or <c>@</c> and a file that contains it. <c>--fingerprint</c>.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>The files that the local vault must contain for a restore, by their paths in it. <c>--anchor</c>.</summary>
    public IReadOnlyCollection<string>? Anchors { get; set; }

    /// <summary>The lineage: an unbroken series of snapshots under one id. <c>--lineage</c>.</summary>
    public string? Lineage { get; set; }

    /// <summary>The key prefix of the lineages. <c>--lineage-prefix</c>.</summary>
    public string? LineagePrefix { get; set; }

    /// <summary>Whether to go ahead in spite of a conflict; the old state is kept aside. <c>--force</c>.</summary>
    public bool? Force { get; set; }

    /// <summary>Whether symbolic links are skipped instead of refused. <c>--skip-links</c>.</summary>
    public bool? SkipLinks { get; set; }

    /// <summary>Whether an empty or missing secrets directory can be saved. <c>--allow-empty</c>.</summary>
    public bool? AllowEmpty { get; set; }

    /// <summary>Whether a new vault can be sealed with an odd passphrase, for example one with a byte order mark, a line end or surrounding
    /// blanks. <c>--allow-odd-passphrase</c>.</summary>
    public bool? AllowOddPassphrase { get; set; }

    /// <summary>Whether to only report what would be done. <c>--plan</c>.</summary>
    public bool? Plan { get; set; }

    /// <summary>The time limit for the whole verb. <c>--timeout</c>.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Whether VaultSetup configures the bucket to keep earlier versions of objects. <c>--versioning</c>.</summary>
    public bool? Versioning { get; set; }

    /// <summary>Whether VaultSetup configures the bucket to refuse requests over plain HTTP. <c>--tls-only</c>.</summary>
    public bool? TlsOnly { get; set; }

    /// <summary>Whether to push to a store that ignores conditional writes, where an update can be lost.</summary>
    public bool? UnsafeStore { get; set; }

    /// <summary>The server-side encryption that every write requests: <c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:dsse</c>.</summary>
    public string? Sse { get; set; }

    /// <summary>The id, alias or ARN of the KMS key for that encryption.</summary>
    public string? SseKmsKeyId { get; set; }

    /// <summary>The timeout of a connection, 100 ms to 5 minutes.</summary>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>The timeout of a request, 1 second to 60 minutes.</summary>
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>How often a failed request is retried, 0 to 20.</summary>
    public int? Retries { get; set; }

    /// <summary>The file that the result is written to as JSON. <c>--result</c>.</summary>
    public FilePath? ResultFile { get; set; }

    /// <summary>Names of arguments that the script itself reads, without dashes. Every other argument that is not the vault's is then
    /// refused. With null, the default, only arguments that resemble the vault's are refused.</summary>
    public IReadOnlyCollection<string>? OwnArguments { get; set; }

    /// <summary>Adds the settings that have arguments, below the arguments of the command line.</summary>
    internal SettingsSources Under(SettingsSources sources)
    {
        var given = new CodeValues();
        Add("storage", nameof(Storage), Storage);
        Add("bucket", nameof(Bucket), Bucket);
        Add("region", nameof(Region), Region);
        Add("endpoint", nameof(Endpoint), Endpoint?.OriginalString);
        Add("path-style", nameof(PathStyle), PathStyle?.ToString());
        Add("profile", nameof(Profile), Profile);
        Add("vault-file", nameof(VaultFile), VaultFile?.FullPath);
        Add("secrets", nameof(SecretsDirectory), SecretsDirectory?.FullPath);
        Add("retention", nameof(Retention), Number(Retention));
        Add("keep-last", nameof(KeepLast), Number(KeepLast));
        Add("keep-daily", nameof(KeepDaily), Number(KeepDaily));
        Add("keep-weekly", nameof(KeepWeekly), Number(KeepWeekly));
        Add("keep-monthly", nameof(KeepMonthly), Number(KeepMonthly));
        Add("passphrase-file", nameof(PassphraseFile), PassphraseFile?.FullPath);
        Add("new-passphrase-file", nameof(NewPassphraseFile), NewPassphraseFile?.FullPath);
        Add("index", nameof(Index), Number(Index));
        Add("at", nameof(At), At?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        Add("from", nameof(From), From);
        Add("to", nameof(To), To);
        Add("glob", nameof(Glob), Glob);
        Add("merge", nameof(Merge), Number(Merge));
        Add("ours", nameof(Ours), Ours?.ToString());
        Add("theirs", nameof(Theirs), Theirs?.ToString());
        Add("abort", nameof(Abort), Abort?.ToString());
        Add("summary", nameof(Summary), Summary?.ToString());
        Add("yes", nameof(Yes), Yes?.ToString());
        Add("history", nameof(WithHistory), WithHistory?.ToString());
        Add("note", nameof(Note), Note);
        Add("exec", nameof(Command), Command);
        Add("env-file", nameof(EnvironmentFile), EnvironmentFile);
        Add("allow-env", nameof(AllowedVariables), AllowedVariables);
        Add("files", nameof(Files), Files);
        given.Add("file-env", $"{nameof(TazPodSettings)}.{nameof(FileVariables)}", FileVariables);
        Add("allow-disk", nameof(AllowDisk), AllowDisk?.ToString());
        Add("pristine", nameof(Pristine), Pristine?.ToString());
        Add("mask", nameof(MaskOutput), MaskOutput?.ToString());
        Add("last", nameof(Last), Number(Last));
        Add("fast", nameof(Fast), Fast?.ToString());
        Add("repair-labels", nameof(RepairLabels), RepairLabels?.ToString());
        Add("file", nameof(SnapshotFile), SnapshotFile?.FullPath);
        Add("generation", nameof(Generation), Number(Generation));
        Add("slot", nameof(Slot), Slot);
        Add("fingerprint", nameof(Fingerprint), Fingerprint);
        given.Add("anchor", $"{nameof(TazPodSettings)}.{nameof(Anchors)}", Anchors);
        Add("lineage", nameof(Lineage), Lineage);
        Add("lineage-prefix", nameof(LineagePrefix), LineagePrefix);
        Add("force", nameof(Force), Force?.ToString());
        Add("skip-links", nameof(SkipLinks), SkipLinks?.ToString());
        Add("allow-empty", nameof(AllowEmpty), AllowEmpty?.ToString());
        Add("allow-odd-passphrase", nameof(AllowOddPassphrase), AllowOddPassphrase?.ToString());
        Add("plan", nameof(Plan), Plan?.ToString());
        Add("versioning", nameof(Versioning), Versioning?.ToString());
        Add("tls-only", nameof(TlsOnly), TlsOnly?.ToString());
        Add("timeout", nameof(Timeout), Timeout is { } limit ? $"{Number((int)limit.TotalSeconds)}s" : null);
        Add("result", nameof(ResultFile), ResultFile?.FullPath);
        given.AddPassphrase(Passphrase);
        return given.Under(sources);

        void Add(string argument, string property, string? value) =>
            given.Add(argument, $"{nameof(TazPodSettings)}.{property}", value);
    }

    /// <summary>Overrides the settings that have no argument.</summary>
    internal VaultSettings Over(VaultSettings read) => read with
    {
        AccessKeyId = AccessKeyId ?? read.AccessKeyId,
        SecretAccessKey = SecretAccessKey ?? read.SecretAccessKey,
        SessionToken = SessionToken ?? read.SessionToken,
        UnsafeStore = UnsafeStore ?? read.UnsafeStore,
        Sse = Sse ?? read.Sse,
        SseKmsKeyId = SseKmsKeyId ?? read.SseKmsKeyId,
        ConnectTimeout = ConnectTimeout ?? read.ConnectTimeout,
        RequestTimeout = RequestTimeout ?? read.RequestTimeout,
        Retries = Retries ?? read.Retries,
    };

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
