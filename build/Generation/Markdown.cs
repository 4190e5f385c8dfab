using TazPod.Vault;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Build.Generation;

/// <summary>The tables and lists of the README files.</summary>
internal static class Markdown
{
    private const int Width = 132;
    private const string End = "<!-- end of generated part -->";

    /// <summary>The README of the repository: the tasks and the settings.</summary>
    public static GeneratedFile Readme(GeneratedFile file) => file
        .Between(Begin("tasks"), End,
        [
            "| task | does | S3 requests: unchanged / changed |",
            "|---|---|---|",
            .. VaultVerbs.All.Select(verb => $"| `{verb.Name}` | {verb.Details} | {verb.Requests} |"),
        ])
        .Between(Begin("settings"), End,
        [
            "| setting | argument | environment | config.yaml | default |",
            "|---|---|---|---|---|",
            .. SettingCatalog.All.GroupBy(setting => setting.Group ?? setting.Name).Select(Row),
        ]);

    /// <summary>The README of the aliases.</summary>
    public static GeneratedFile Scripts(GeneratedFile file) => file.Between(Begin("aliases"), End,
    [
        "| alias | does | returns |",
        "|---|---|---|",
        .. Of(VerbDoors.Script).Select(verb => $"| `{verb.Alias}` | {Sentence(verb)} | `{verb.Result.Name}` |"),
    ]);

    /// <summary>The README of the Frosting tasks.</summary>
    public static GeneratedFile Tasks(GeneratedFile file) =>
        file.Between(Begin("tasks"), End, Wrapped("Tasks: ", Of(VerbDoors.Frosting).Select(verb => $"`{verb.Name}`")));

    /// <summary>The README of the MSBuild targets.</summary>
    public static GeneratedFile Targets(GeneratedFile file) => file
        .Between(Begin("targets"), End, Wrapped("Targets: ", Of(VerbDoors.MSBuild).Select(verb => $"`{verb.Name}`")))
        .Between(Begin("properties"), End, Wrapped("Properties: ", MSBuildTargets.Settings.Select(setting => $"`{MSBuildTargets.PropertyOf(setting)}`")));

    private static string Begin(string part) => $"<!-- generated part: {part} (./build.sh --target=Generate) -->";

    private static IEnumerable<Verb> Of(VerbDoors door) => VaultVerbs.All.Where(verb => verb.Doors.HasFlag(door));

    // An alias has no arguments, so the parts of a description that show arguments are left out.
    private static string Sentence(Verb verb)
    {
        var parts = verb.Description.Split("; ").Where(part => !part.Contains("--", StringComparison.Ordinal)).ToList();
        var text = (parts.Count > 0 ? string.Join("; ", parts) : WithoutArguments(verb.Description))
            .Replace("->", "→", StringComparison.Ordinal);
        return VaultVerbs.Find(text.Split(',', ' ')[0]) is null ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }

    // "--at=TIME or --index=N: makes a copy latest again; --yes" without its arguments.
    private static string WithoutArguments(string description)
    {
        var parts = description.Split("; ")[0].Split(": ");
        return string.Join(": ", parts.Where(part => !part.StartsWith("--", StringComparison.Ordinal)));
    }

    private static string Row(IGrouping<string, SettingDefinition> settings)
    {
        var defaults = settings.Select(setting => setting.Remark).FirstOrDefault(remark => remark is not null)
            ?? string.Join(", ", settings.Select(setting => setting.Default).Distinct());
        string[] cells =
        [
            settings.Key,
            Names(settings.Select(setting => setting.Argument is null ? null : $"--{setting.Argument}")),
            Names(settings.SelectMany(setting => setting.Environment)),
            Names(settings.Select(setting => setting.ConfigurationKey)),
            defaults,
        ];
        return string.Concat(cells.Select(cell => cell.Length == 0 ? "| " : $"| {cell} ")) + '|';
    }

    private static string Names(IEnumerable<string?> names) => string.Join(", ", names.OfType<string>().Select(name => $"`{name}`"));

    private static IEnumerable<string> Wrapped(string start, IEnumerable<string> items)
    {
        var line = start;
        foreach (var item in (string.Join(", ", items) + '.').Split(' ').Select(item => item + ' '))
        {
            if (line.Length + item.TrimEnd().Length > Width)
            {
                yield return line.TrimEnd();
                line = "";
            }

            line += item;
        }

        yield return line.TrimEnd();
    }
}
