using System.Text.RegularExpressions;
using TazPod.Vault;

namespace Cake.TazPod.Internal;

/// <summary>The names of the tasks in a build script, so that a hint names something that can be called there.</summary>
internal static partial class AliasNames
{
    /// <summary>The alias of each task.</summary>
    public static IReadOnlyDictionary<string, string> ByTask { get; } = VaultVerbs.All.ToDictionary(verb => verb.Name, verb => verb.Alias);

    /// <summary>A line with task names replaced by aliases. Arguments are the same in a script.</summary>
    public static string InPlaceOfTasks(string line) => Task().Replace(
        line, match => ByTask.TryGetValue(match.Groups["task"].Value, out var alias) ? alias : match.Value);

    // If a task's name has no other meaning, any mention counts; if it has, only a mention as a target.
    [GeneratedRegex(@"--target=(?<task>[A-Z][A-Za-z]+)|(?<![\w/\\'""])(?<task>[A-Z][a-z]+(?:Vault|History|Storage|Snapshot|Status)|RunWithVault)\b")]
    private static partial Regex Task();
}
