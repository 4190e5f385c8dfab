using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Doors.Help;

/// <summary>The help of one verb, from the verb table and the settings table.</summary>
/// <param name="verb">The verb.</param>
/// <param name="title">The first line.</param>
/// <param name="command">The command that runs it, without its arguments: <c>--target=PushVault</c>.</param>
/// <param name="width">The width of the terminal in columns. The help uses 60 to 80 of them.</param>
/// <param name="words">Rewrites a line in the terms of this door; null to keep it.</param>
internal sealed class VerbHelp(Verb verb, string title, string command, int width, Func<string, string>? words = null)
{
    private const int Margin = 2;
    private const int Indent = 26;
    private readonly int width = WidthFor(width);

    /// <summary>The columns that help uses of a terminal: 60 to 80.</summary>
    public static int WidthFor(int terminal) => Math.Clamp(terminal, 60, 80);

    /// <summary>The lines.</summary>
    public IEnumerable<string> Lines() =>
    [
        title,
        .. Wrap(verb.Description, Margin),
        "",
        "Examples:",
        .. verb.Examples.Select(arguments => $"{new string(' ', Margin)}{command} {Words(arguments)}".TrimEnd()),
        .. Section("Options of one run:", verb.Settings.Where(row => row.IsOption)),
        .. Section("Settings:", verb.Settings.Where(row => !row.IsOption)),
        "",
        .. Wrap("An argument overrides a variable, a variable overrides .tazpod/config.yaml, and that overrides the default.", 0),
        "",
        "Exit codes:",
        .. ExitCodesOf(verb).SelectMany(row => Wrap($"{(int)row.Key,3}  {row.Value}", Margin)),
    ];

    /// <summary>The exit codes of a verb, and what each means there.</summary>
    public static IEnumerable<KeyValuePair<ExitCode, string>> ExitCodesOf(Verb verb) =>
        verb.ExitCodes.Concat(UsualExitCodes(verb)).DistinctBy(row => row.Key).OrderBy(row => row.Key);

    private IEnumerable<string> Section(string title, IEnumerable<SettingDefinition> rows)
    {
        SettingDefinition[] all = [.. rows];
        return all.Length == 0 ? [] : ["", title, .. all.SelectMany(Row)];
    }

    private IEnumerable<string> Row(SettingDefinition row)
    {
        var name = row.Argument is { } argument ? $"--{argument}" : row.Name;
        string[] text = [.. Wrap($"{row.Meaning}{Default(row)}", 0, width - Indent), .. Origins(row).SelectMany(line => Wrap(line, 0, width - Indent))];
        var first = (new string(' ', Margin) + name).PadRight(Indent);
        return first.EndsWith("  ", StringComparison.Ordinal)
            ? text.Select((line, number) => (number == 0 ? first : new string(' ', Indent)) + line)
            : [first.TrimEnd(), .. text.Select(line => new string(' ', Indent) + line)];
    }

    private static string Default(SettingDefinition row) => row.Default is "none" or "" ? "" : $" (default: {row.Default})";

    private static IEnumerable<string> Origins(SettingDefinition row)
    {
        string[] origins = [.. row.Environment, .. row.ConfigurationKey is { } key ? [$"config.yaml: {key}"] : Array.Empty<string>()];
        return origins.Length == 0 ? [] : [string.Join(", ", origins)];
    }

    private static IEnumerable<KeyValuePair<ExitCode, string>> UsualExitCodes(Verb verb)
    {
        yield return new(ExitCode.Success, "done, or there was nothing to do");
        yield return new(ExitCode.Unexpected, "a failure that no other code describes");
        yield return new(ExitCode.Usage, "a wrong argument, setting or configuration file");
        yield return new(ExitCode.FileSystem, "a problem with this machine's files or memory");
        yield return new(ExitCode.Interrupted, "stopped by the user or a signal");
        if (verb.NeedsStore || verb.Key != KeyUse.None)
        {
            yield return new(ExitCode.NotFound, verb.NeedsStore ? "no such vault, bucket or copy" : "no such vault");
            yield return new(ExitCode.Integrity, "a wrong passphrase, or a damaged vault");
        }

        if (verb.NeedsStore)
        {
            yield return new(ExitCode.Credentials, "credentials are missing or rejected, or lack a permission");
            yield return new(ExitCode.StoreFailure, "the store cannot be reached, or failed");
        }

        if (verb.NeedsStore || verb.Lock != LockUse.None)
        {
            yield return new(ExitCode.Conflict, "the other side has changed, or another process holds the workspace");
        }
    }

    private IEnumerable<string> Wrap(string text, int margin) => Wrap(text, margin, width);

    private IEnumerable<string> Wrap(string text, int margin, int columns) =>
        PlainText.Wrap(new string(' ', margin) + Words(text), columns, margin);

    private string Words(string text) => words?.Invoke(text) ?? text;
}
