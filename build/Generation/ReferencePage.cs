using TazPod.Vault;
using TazPod.Vault.Doors.Help;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Build.Generation;

/// <summary>The page with all tasks, settings and options.</summary>
internal static class ReferencePage
{
    // Any task can end with these.
    private static readonly ExitCode[] UsualExitCodes =
        [ExitCode.Success, ExitCode.Unexpected, ExitCode.Usage, ExitCode.FileSystem, ExitCode.Interrupted];

    /// <summary>The page with its generated parts.</summary>
    public static GeneratedFile Of(GeneratedFile file) => file
        .Between(Markdown.Begin("tasks"), Markdown.End,
        [
            "| task | does | S3 requests: unchanged / changed |",
            "|---|---|---|",
            .. VaultVerbs.All.Where(IsTask).Select(verb => Row($"[`{verb.Name}`](#{verb.Name.ToLowerInvariant()})", verb.Details, verb.Requests)),
        ])
        .Between(Markdown.Begin("settings"), Markdown.End,
        [
            "| setting | argument | environment | `config.yaml` | meaning | allowed | default |",
            "|---|---|---|---|---|---|---|",
            .. SettingCatalog.All.Where(row => !row.IsOption).Select(row => Row(
                row.Name, Argument(row), Names(row.Environment), Names([row.ConfigurationKey]), row.Meaning, row.Allowed, row.Default)),
        ])
        .Between(Markdown.Begin("options"), Markdown.End,
        [
            "| option | meaning | allowed | default | tasks |",
            "|---|---|---|---|---|",
            .. SettingCatalog.All.Where(row => row.IsOption).Select(row => Row(
                Argument(row), row.Meaning, row.Allowed, row.Default, Names(TasksWith(row)))),
        ])
        .Between(Markdown.Begin("each task"), Markdown.End, VaultVerbs.All.SelectMany(Section).Skip(1));

    private static IEnumerable<string> Section(Verb verb) =>
    [
        "",
        $"### {verb.Name}",
        "",
        .. Markdown.Wrapped("", [char.ToUpperInvariant(verb.Details[0]) + verb.Details[1..]]),
        "",
        .. verb.Examples.Select(arguments => $"    {Command(verb)} {arguments}".TrimEnd()),
        "",
        .. verb.Options.Count == 0 ? [] : Item("Options", verb.Settings.Where(row => row.IsOption).Select(Argument)),
        .. Item("Settings", verb.Settings.Where(row => !row.IsOption).Select(row => row.Name)),
        .. Item("Exit codes besides the usual", [string.Join("; ", ExitCodes(verb))]),
        .. Item("Elsewhere", Doors(verb)),
    ];

    private static bool IsTask(Verb verb) => verb.Doors.HasFlag(VerbDoors.Frosting);

    private static string Command(Verb verb) => IsTask(verb) ? $"./build.sh --target={verb.Name}" : $"tazvault {verb.Command}";

    private static IEnumerable<string> Item(string name, IEnumerable<string> parts) => Markdown.Wrapped($"* {name}: ", parts, indent: 2);

    private static IEnumerable<string> ExitCodes(Verb verb) => VerbHelp.ExitCodesOf(verb)
        .Where(row => verb.ExitCodes.ContainsKey(row.Key) || !UsualExitCodes.Contains(row.Key))
        .Select(row => $"{(int)row.Key} {row.Value}");

    private static IEnumerable<string> Doors(Verb verb)
    {
        if (verb.Doors.HasFlag(VerbDoors.Script))
        {
            yield return $"`{verb.Alias}` in a `build.cake`";
        }

        if (verb.Doors.HasFlag(VerbDoors.MSBuild))
        {
            yield return $"`-t:{verb.Name}` in MSBuild";
        }

        if (verb.Doors.HasFlag(VerbDoors.Tool))
        {
            yield return $"`tazvault {verb.Command}`";
        }

        yield return $"the result is `{verb.Result.Name}`";
    }

    private static IEnumerable<string> TasksWith(SettingDefinition option) =>
        VaultVerbs.All.Where(verb => verb.Options.Contains(option)).Select(verb => verb.Name);

    private static string Argument(SettingDefinition row) => Names([row.Argument is null ? null : $"--{row.Argument}"]);

    private static string Names(IEnumerable<string?> names) => string.Join(", ", names.OfType<string>().Select(name => $"`{name}`"));

    private static string Row(params string[] cells) => string.Concat(cells.Select(cell => cell.Length == 0 ? "| " : $"| {cell} ")) + '|';
}
