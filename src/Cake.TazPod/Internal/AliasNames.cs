using System.Text.RegularExpressions;
using TazPod.Vault;

namespace Cake.TazPod.Internal;

/// <summary>What the tasks are called in a build script, so that a hint there names what can be called there.</summary>
internal static partial class AliasNames
{
    /// <summary>The alias of each task.</summary>
    public static IReadOnlyDictionary<string, string> ByTask { get; } = VaultVerbs.All.ToDictionary(verb => verb.Name, verb => verb.Alias);

    /// <summary>A line with the aliases in place of the tasks; arguments are the same in a script.</summary>
    public static string InPlaceOfTasks(string line) => Task().Replace(
        line, match => ByTask.TryGetValue(match.Groups["task"].Value, out var alias) ? alias : match.Value);

    // Of a word that is nothing but a task's name any mention; of one that has other meanings only that as a target.
    [GeneratedRegex(@"--target=(?<task>[A-Z][A-Za-z]+)|(?<![\w/\\'""])(?<task>[A-Z][a-z]+(?:Vault|History|Storage|Snapshot|Status)|RunWithVault)\b")]
    private static partial Regex Task();
}
