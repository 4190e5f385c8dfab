using TazPod.Vault.Lineages;

namespace TazPod.Vault.Settings;

/// <summary>The options: what is asked of one run, as opposed to what is configured. Arguments give them; no configuration file and no
/// environment variable does. Each verb's options record takes its values from here.</summary>
internal static class OptionCatalog
{
    private const string Tree = "secrets, local, latest, a place in the history such as 2, or a stamp or time";

    public static readonly OptionDefinition<string> Note = new("note", "why a copy is pinned", "a line of at most 200 bytes", "none")
    {
        Group = "note of a pin",
        Remark = "none",
        Argument = "note",
        Parse = input => SettingRules.IsNote(input.Text) ? input.Text : null,
    };

    public static readonly OptionDefinition<CopySelector> Index = new(
        "copy by index",
        "which history copy, counted from the newest",
        "a whole number from 1; latest is what is pulled without it",
        "latest")
    {
        Group = "which copy",
        Remark = "latest",
        Argument = "index",
        Parse = input => input.AsNumber(1, int.MaxValue) is { } index ? CopySelector.AtIndex(index) : null,
    };

    public static readonly OptionDefinition<CopySelector> At = new(
        "copy by time",
        "which history copy: the newest that is not later",
        "a stamp like 20260520T210000 or a time like 2026-05-20T21:00:00Z, UTC unless it has an offset",
        "latest")
    {
        Group = "which copy",
        Argument = "at",
        Parse = input => CopySelector.TryParseTime(input.Text),
    };

    public static readonly OptionDefinition<bool> Force = Flag(
        "force", "do what would be refused as a conflict, and keep the old aside") with
    {
        Group = "overwrite",
        Remark = "off; what it replaces is kept beside it. `PushVault` with no change looks after the copy then",
        Argument = "force",
    };

    public static readonly OptionDefinition<bool> SkipLinks = Flag(
        "skip links", "leave symbolic links out, a line each, instead of refusing them") with
    {
        Group = "links, empty tree, odd passphrase",
        Argument = "skip-links",
    };

    public static readonly OptionDefinition<bool> AllowEmpty = Flag("allow empty", "save an empty or missing secrets directory") with
    {
        Group = "links, empty tree, odd passphrase",
        Argument = "allow-empty",
    };

    public static readonly OptionDefinition<bool> Plan = Flag("plan", "only say what would be done") with
    {
        Group = "plan only",
        Remark = "off",
        Argument = "plan",
    };

    public static readonly OptionDefinition<TreeSelector> From = new(
        "first tree",
        "what DiffVault starts from, and what RunWithVault opens",
        Tree,
        "local")
    {
        Group = "what to compare",
        Remark = "`local`, `secrets`",
        Argument = "from",
        Parse = input => TreeSelector.TryParse(input.Text),
    };

    public static readonly OptionDefinition<TreeSelector> To = new("second tree", "what DiffVault compares with", Tree, "secrets")
    {
        Group = "what to compare",
        Argument = "to",
        Parse = input => TreeSelector.TryParse(input.Text),
    };

    public static readonly OptionDefinition<bool> Summary = Flag(
        "summary", "whether PushVault says what differs from what it replaces, which costs a download") with
    {
        Group = "summary of a push",
        Remark = "off: it costs a download",
        Argument = "summary",
    };

    public static readonly OptionDefinition<bool> Yes = Flag("yes", "whether RestoreVault goes on without asking") with
    {
        Group = "confirmation",
        Remark = "off: asks at a terminal, refuses elsewhere",
        Argument = "yes",
    };

    public static readonly OptionDefinition<bool> WithHistory = Flag("with history", "whether RekeyVault seals the copies anew too") with
    {
        Group = "re-seal the copies",
        Remark = "off",
        Argument = "history",
    };

    public static readonly OptionDefinition<string> Command = new(
        "command",
        "what RunWithVault runs, without a shell",
        "a program and its arguments",
        "none")
    {
        Group = "command",
        Remark = "none, `.env`, none",
        Argument = "exec",
        Parse = input => string.IsNullOrWhiteSpace(input.Text) ? null : input.Text,
    };

    public static readonly OptionDefinition<string> EnvironmentFile = new(
        "environment file",
        "the file inside the vault that RunWithVault takes variables from",
        "a path inside the vault",
        ".env")
    {
        Group = "command",
        Argument = "env-file",
        Parse = input => string.IsNullOrWhiteSpace(input.Text) ? null : input.Text,
    };

    public static readonly OptionDefinition<IReadOnlyList<string>> AllowedVariables = new(
        "allowed variables",
        "the variables that RunWithVault sets although they decide which code the command runs",
        "names of letters, digits and underscores, separated by commas",
        "none")
    {
        Group = "command",
        Argument = "allow-env",
        Parse = input => input.AsVariableNames(),
    };

    public static readonly OptionDefinition<int?> Last = new(
        "newest copies",
        "how many of the newest copies VerifyVault looks at, besides latest",
        "a whole number from 1",
        "all")
    {
        Group = "what to verify",
        Remark = "all; off; off",
        Argument = "last",
        Parse = input => input.AsNumber(1, int.MaxValue),
    };

    public static readonly OptionDefinition<bool> Fast = Flag("fast", "whether VerifyVault compares metadata alone") with
    {
        Group = "what to verify",
        Argument = "fast",
    };

    public static readonly OptionDefinition<bool> RepairLabels = Flag(
        "repair labels", "whether VerifyVault corrects labels that are wrong") with
    {
        Group = "what to verify",
        Argument = "repair-labels",
    };

    public static readonly OptionDefinition<string> SnapshotFile = new(
        "snapshot file",
        "the file that is pushed to or pulled from a lineage",
        SettingCatalog.FilePath,
        "none")
    {
        Group = "snapshot: file, which one",
        Remark = "the pointer's generation",
        Argument = "file",
        Parse = input => input.AsFile(),
    };

    public static readonly OptionDefinition<long?> Generation = new(
        "generation",
        "which generation of a lineage is pulled",
        "a whole number from 1",
        "the one that the pointer names")
    {
        Group = "snapshot: file, which one",
        Argument = "generation",
        Parse = input => (long?)input.AsNumber(1, int.MaxValue),
    };

    public static readonly OptionDefinition<LineageSlot?> Slot = new(
        "slot",
        "the slot whose generation is pulled",
        "a or b",
        "the one that the pointer names")
    {
        Group = "snapshot: file, which one",
        Argument = "slot",
        Parse = input => LineageSlots.Parse($"slot-{input.Text}"),
    };

    private static OptionDefinition<bool> Flag(string name, string meaning) => new(name, meaning, SettingCatalog.Flag, SettingCatalog.Off)
    {
        IsFlag = true,
        Parse = input => input.AsBoolean(),
    };
}
