using TazPod.Vault;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Verbs;

namespace TazPod.Build.Generation;

/// <summary>The tables and lists of the packages' README files.</summary>
internal static class Markdown
{
    /// <summary>The marker behind a generated part.</summary>
    public const string End = "<!-- end of generated part -->";

    private const int Width = 132;

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

    /// <summary>The README of the command.</summary>
    public static GeneratedFile Commands(GeneratedFile file) =>
        file.Between(Begin("commands"), End, Wrapped("Commands: ", Of(VerbDoors.Tool).Select(verb => $"`{verb.Command}`")));

    /// <summary>The marker before a generated part.</summary>
    public static string Begin(string part) => $"<!-- generated part: {part} (./build.sh --target=Generate) -->";

    /// <summary>A sentence with a list, in lines of the usual width.</summary>
    public static IEnumerable<string> Wrapped(string start, IEnumerable<string> items, int indent = 0) =>
        PlainText.Wrap($"{start}{string.Join(", ", items)}.", Width, indent);

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
}
