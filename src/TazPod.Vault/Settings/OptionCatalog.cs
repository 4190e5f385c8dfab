using TazPod.Vault.Lineages;

namespace TazPod.Vault.Settings;

/// <summary>The table of options for a single run, as opposed to configuration. They are set only by arguments, never by a configuration
/// file or an environment variable. Each verb's options record takes its values from here.</summary>
internal static class OptionCatalog
{
    private const string Tree = "secrets, local, latest, an index in the history such as 2, or a stamp or time";

    public static readonly OptionDefinition<string> Note = new("note", "why a copy is pinned", "a line of at most 200 bytes", "none")
    {
        Argument = "note",
        Parse = input => SettingRules.IsNote(input.Text) ? input.Text : null,
    };

    public static readonly OptionDefinition<CopySelector> Index = new(
        "copy by index",
        "which history copy, counted from the newest",
        "a whole number from 1; omit it to pull latest",
        "latest")
    {
        Argument = "index",
        Parse = input => input.AsNumber(1, int.MaxValue) is { } index ? CopySelector.AtIndex(index) : null,
    };

    public static readonly OptionDefinition<CopySelector> At = new(
        "copy by time",
        "which history copy: the newest not later than this time",
        "a stamp like 20260520T210000 or a time like 2026-05-20T21:00:00Z, UTC unless it has an offset",
        "latest")
    {
        Argument = "at",
        Parse = input => CopySelector.TryParseTime(input.Text),
    };

    public static readonly OptionDefinition<bool> Force = Flag(
        "force", "override a conflict, and keep the replaced version under another name") with
    {
        Argument = "force",
    };

    public static readonly OptionDefinition<bool> SkipLinks = Flag(
        "skip links", "skip symbolic links with a notice each, instead of refusing them") with
    {
        Argument = "skip-links",
    };

    public static readonly OptionDefinition<bool> AllowEmpty = Flag("allow empty", "save an empty or missing secrets directory") with
    {
        Argument = "allow-empty",
    };

    public static readonly OptionDefinition<bool> Plan = Flag("plan", "only show what would be done") with
    {
        Argument = "plan",
    };

    public static readonly OptionDefinition<bool> Ours = Flag("ours", "whether MergeVault settles conflicts with what is here") with
    {
        Argument = "ours",
    };

    public static readonly OptionDefinition<bool> Theirs = Flag("theirs", "whether MergeVault settles conflicts with what is at latest") with
    {
        Argument = "theirs",
    };

    public static readonly OptionDefinition<bool> Abort = Flag("abort", "whether MergeVault undoes a merge that waits") with
    {
        Argument = "abort",
    };

    public static readonly OptionDefinition<TreeSelector> From = new(
        "first tree",
        "the tree that DiffVault starts from, and the vault that RunWithVault, ListSecrets and ReadSecret open",
        Tree,
        "local")
    {
        Argument = "from",
        Parse = input => TreeSelector.TryParse(input.Text),
    };

    public static readonly OptionDefinition<TreeSelector> To = new("second tree", "the tree that DiffVault compares with", Tree, "secrets")
    {
        Argument = "to",
        Parse = input => TreeSelector.TryParse(input.Text),
    };

    public static readonly OptionDefinition<string> Glob = new(
        "glob",
        "the files that ListSecrets lists",
        "a path inside the vault, with * for any text and ? for any character, or a directory",
        "all")
    {
        Argument = "glob",
        Parse = input => string.IsNullOrWhiteSpace(input.Text) ? null : input.Text,
    };

    public static readonly OptionDefinition<string> Path = new(
        "path", "the file in the vault that ReadSecret writes to the standard output, or EditSecret opens in an editor", "a path inside the vault", "none")
    {
        Argument = "path",
        Parse = input => string.IsNullOrWhiteSpace(input.Text) ? null : input.Text,
    };

    public static readonly OptionDefinition<bool> Summary = Flag(
        "summary", "whether PushVault shows the difference to the replaced version, which costs a download") with
    {
        Argument = "summary",
    };

    public static readonly OptionDefinition<int?> Merge = new(
        "merge",
        "how many times PushVault merges what others have pushed meanwhile, and pushes again",
        "a whole number from 0; alone, 20",
        "0: the push is refused")
    {
        Argument = "merge",
        ValueAlone = "20",
        Parse = input => input.AsNumber(0, int.MaxValue),
    };

    public static readonly OptionDefinition<bool> Yes = Flag("yes", "whether RestoreVault continues without asking") with
    {
        Argument = "yes",
    };

    public static readonly OptionDefinition<bool> WithHistory = Flag("with history", "whether RekeyVault re-seals the copies, too") with
    {
        Argument = "history",
    };

    public static readonly OptionDefinition<string> Command = new(
        "command",
        "the command that RunWithVault runs, without a shell",
        "a program and its arguments",
        "none")
    {
        Argument = "exec",
        Parse = input => string.IsNullOrWhiteSpace(input.Text) ? null : input.Text,
    };

    public static readonly OptionDefinition<string> EnvironmentFile = new(
        "environment file",
        "the file inside the vault with the variables for RunWithVault",
        "a path inside the vault",
        ".env")
    {
        Argument = "env-file",
        Parse = input => string.IsNullOrWhiteSpace(input.Text) ? null : input.Text,
    };

    public static readonly OptionDefinition<IReadOnlyList<string>> AllowedVariables = new(
        "allowed variables",
        "variables that RunWithVault may set although they decide which code the command runs",
        "names of letters, digits and underscores, separated by commas",
        "none")
    {
        Argument = "allow-env",
        Parse = input => input.AsVariableNames(),
    };

    public static readonly OptionDefinition<string> Files = new(
        "files",
        "the files of the vault that RunWithVault puts into a private directory in memory, which TAZPOD_FILES names to the command",
        "a path inside the vault, with * for any text and ? for any character, or a directory; alone, all files",
        "none")
    {
        Argument = "files",
        ValueAlone = "*",
        Parse = input => string.IsNullOrWhiteSpace(input.Text) ? null : input.Text,
    };

    public static readonly OptionDefinition<IReadOnlyDictionary<string, string>> FileVariables = new(
        "file variables",
        "variables that RunWithVault sets to the path of a file of the vault in that directory",
        "NAME=PATH, where PATH is the file's path inside the vault, and each NAME once",
        "none")
    {
        Argument = "file-env",
        IsRepeatable = true,
        Parse = input => input.AsFileVariables(),
    };

    public static readonly OptionDefinition<bool> AllowDisk = Flag(
        "allow disk", "whether RunWithVault and EditSecret put files on a disk if there is no file system in memory") with
    {
        Argument = "allow-disk",
    };

    public static readonly OptionDefinition<bool> Resume = Flag("resume", "whether EditSecret continues an edit that was not saved") with
    {
        Argument = "resume",
    };

    public static readonly OptionDefinition<bool> Discard = Flag("discard", "whether EditSecret removes the edits that were not saved") with
    {
        Argument = "discard",
    };

    public static readonly OptionDefinition<bool> Pristine = Flag(
        "pristine", "whether the command of RunWithVault gets no other variables but those of the vault, PATH, HOME and TERM") with
    {
        Argument = "pristine",
    };

    public static readonly OptionDefinition<bool> MaskOutput = Flag(
        "mask output", "whether RunWithVault masks the output of the command at a terminal, too") with
    {
        Argument = "mask",
    };

    public static readonly OptionDefinition<int?> Last = new(
        "newest copies",
        "how many of the newest copies VerifyVault checks, besides latest, and ListHistory shows",
        "a whole number from 1",
        "all")
    {
        Argument = "last",
        Parse = input => input.AsNumber(1, int.MaxValue),
    };

    public static readonly OptionDefinition<bool> Fast = Flag("fast", "whether VerifyVault compares only metadata") with
    {
        Argument = "fast",
    };

    public static readonly OptionDefinition<bool> RepairLabels = Flag(
        "repair labels", "whether VerifyVault corrects wrong labels") with
    {
        Argument = "repair-labels",
    };

    public static readonly OptionDefinition<string> SnapshotFile = new(
        "snapshot file",
        "the file to push to or pull from a lineage",
        SettingCatalog.FilePath,
        "none")
    {
        Argument = "file",
        Parse = input => input.AsFile(),
    };

    public static readonly OptionDefinition<long?> Generation = new(
        "generation",
        "which generation of a lineage to pull",
        "a whole number from 1",
        "the current one")
    {
        Argument = "generation",
        Parse = input => (long?)input.AsNumber(1, int.MaxValue),
    };

    public static readonly OptionDefinition<LineageSlot?> Slot = new(
        "slot",
        "the slot to pull from",
        "a or b",
        "the current one")
    {
        Argument = "slot",
        Parse = input => LineageSlots.Parse($"slot-{input.Text}"),
    };

    public static readonly OptionDefinition<string> Fingerprint = new(
        "fingerprint",
        "the fingerprint of a snapshot's logical content, which PushSnapshot compares instead of its bytes",
        "a line of at most 200 bytes, or @ and a file that contains one",
        "none")
    {
        Argument = "fingerprint",
        Parse = FingerprintText.Read,
    };

    public static readonly OptionDefinition<IReadOnlyList<string>> Anchors = new(
        "anchors",
        "files that the local vault must contain, or the snapshot could not be used after a restore",
        "relative paths inside the vault, such as keys/unseal.json",
        "none")
    {
        Argument = "anchor",
        IsRepeatable = true,
        Parse = input => AnchorPaths.AreValid(input.Items) ? input.Items : null,
    };

    private static OptionDefinition<bool> Flag(string name, string meaning) => new(name, meaning, SettingCatalog.Flag, SettingCatalog.Off)
    {
        IsFlag = true,
        Parse = input => input.AsBoolean(),
    };
}
