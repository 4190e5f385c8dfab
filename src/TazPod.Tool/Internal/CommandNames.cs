using System.Text.RegularExpressions;
using TazPod.Vault;
using TazPod.Vault.Verbs;

namespace TazPod.Tool.Internal;

/// <summary>The commands of the verbs, so that a hint names something that can be entered at a shell.</summary>
internal static partial class CommandNames
{
    /// <summary>The command of a verb: <c>tazvault push</c>.</summary>
    public static string Of(Verb verb) => $"{Tool.Name} {verb.Command}";

    /// <summary>A line with the names of tasks, and of the arguments that only a build has, replaced.</summary>
    public static string InPlaceOfTasks(string line) => Verbosity().Replace(Exec().Replace(Task().Replace(line, Command), "-- ${text}${word}"), "--verbose");

    private static string Command(Match match) => VaultVerbs.Find(match.Groups["task"].Value) is { } verb ? Of(verb) : match.Value;

    // A name of several words has no other meaning, so any mention counts. A single word, such as Login, counts only as a target.
    [GeneratedRegex(@"--target=(?<task>[A-Z][A-Za-z]+)|(?<![\w/\\'""])(?<task>(?:[A-Z][a-z]+){2,})\b")]
    private static partial Regex Task();

    [GeneratedRegex("""--exec=(?:"(?<text>[^"]*)"|(?<word>[^\s"]+))""")]
    private static partial Regex Exec();

    [GeneratedRegex("--verbosity=(?:verbose|diagnostic)")]
    private static partial Regex Verbosity();
}
