using System.Text.RegularExpressions;
using TazPod.Vault;
using TazPod.Vault.Verbs;

namespace Cake.TazPod.Internal;

/// <summary>The names of the tasks in a build script, so that a hint names something that can be called there.</summary>
internal static class AliasNames
{
    /// <summary>The alias of each task.</summary>
    public static IReadOnlyDictionary<string, string> ByTask { get; } = VaultVerbs.All
        .Where(verb => verb.Doors.HasFlag(VerbDoors.Script))
        .ToDictionary(verb => verb.Name, verb => verb.Alias);

    // The name of several words has no other meaning, so any mention counts. A single word, such as Login, counts only as a target.
    private static readonly Regex Task = new(
        @"--target=(?<task>[A-Z][A-Za-z]+)|(?<![\w/\\'""])(?<task>" + string.Join('|', ByTask.Keys.Where(name => name.Count(char.IsUpper) > 1)) + @")\b");

    /// <summary>A line with task names replaced by aliases. Arguments are the same in a script.</summary>
    public static string InPlaceOfTasks(string line) => Task.Replace(
        line, match => ByTask.TryGetValue(match.Groups["task"].Value, out var alias) ? alias : match.Value);
}
