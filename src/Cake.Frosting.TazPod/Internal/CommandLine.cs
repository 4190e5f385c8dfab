using TazPod.Vault;
using TazPod.Vault.Doors.Help;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;
using TazPod.Vault.Verbs;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>Checks a command line before Cake reads it. Cake cannot parse some command lines and silently drops parts of others.</summary>
internal static class CommandLine
{
    /// <summary>Cake's exit code for a command line that it cannot parse.</summary>
    public const int Unreadable = -1;

    private const string ShortOptions = "ehtvw";

    private static readonly string[] Verbosities = ["quiet", "minimal", "normal", "verbose", "diagnostic", "q", "m", "n", "v", "d"];

    private static readonly string[] Target = ["--target", "--Target", "-t"];

    private static readonly string[] WithValue = [.. Target, "--working", "-w", "--verbosity", "-v"];

    private static readonly string[] Tree = ["--tree", "--showtree"];

    private static readonly string[] Help = ["--help", "-h", "-?"];

    /// <summary>The verbs on it. A verb that a task of the build depends on is not seen.</summary>
    public static IEnumerable<Verb> Verbs(IEnumerable<string> args) =>
        args.Select(argument => VaultVerbs.Find(Split(argument).Value ?? argument)).OfType<Verb>();

    /// <summary>The names of its targets.</summary>
    public static IEnumerable<string> Targets(IReadOnlyList<string> args)
    {
        for (var at = 0; at < args.Count; at++)
        {
            var (name, value) = Split(args[at]);
            if (Target.Contains(name) && (value ?? args.ElementAtOrDefault(at + 1)) is { } target)
            {
                yield return target;
            }
        }
    }

    /// <summary>Whether it asks for help.</summary>
    public static bool AsksForHelp(IEnumerable<string> args) => args.Any(Help.Contains);

    /// <summary>Whether it asks for the tree of tasks.</summary>
    public static bool AsksForTree(IEnumerable<string> args) => args.Any(Tree.Contains);

    /// <summary>The value of an argument that is given as <c>--NAME=VALUE</c> or <c>--NAME VALUE</c>; null when there is none. The last one
    /// counts.</summary>
    public static string? ValueOf(IReadOnlyList<string> args, string name)
    {
        var at = args.Select(Split).ToList().FindLastIndex(argument => argument.Name.Equals($"--{name}", StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null
            : Split(args[at]).Value ?? (at + 1 < args.Count && (args[at + 1] == "-" || !args[at + 1].StartsWith('-')) ? args[at + 1] : null);
    }

    /// <summary>Why it cannot be run; null when it can.</summary>
    public static VaultException? Objection(IReadOnlyList<string> args)
    {
        var isValue = false;
        for (var at = 0; at < args.Count; at++)
        {
            var (name, value) = Split(args[at]);
            if (isValue)
            {
                isValue = false;
                continue;
            }

            isValue = value is null && at + 1 < args.Count && !args[at + 1].StartsWith('-');
            if (Objection(args[at], name, value ?? (isValue ? args[at + 1] : null)) is { } objection)
            {
                return objection;
            }
        }

        return null;
    }

    private static VaultException? Objection(string given, string name, string? value)
    {
        if (given == "--")
        {
            return VaultErrors.UnknownSetting.With("arguments after -- are not read; nothing was done", "Leave the -- out.");
        }

        if (!given.StartsWith('-'))
        {
            // Otherwise never shown: it could be the rest of a passphrase that contains spaces.
            return TaskMeantBy(given) is { } task
                ? VaultErrors.UnknownSetting.With(
                    $"'{PlainText.OneLine(given)}' on the command line belongs to no argument; nothing was done", $"Did you mean --target={task}?")
                : VaultErrors.UnknownSetting.With(
                    "there is a word on the command line that belongs to no argument; nothing was done", "Name a task with --target=TASK.");
        }

        if (name.Length > 2 && char.IsAsciiLetter(name[1]) && !name[1..].All(ShortOptions.Contains))
        {
            return VaultErrors.UnknownSetting.With(
                $"unknown argument {PlainText.OneLine(name)}; nothing was done", $"Names begin with two dashes: -{PlainText.OneLine(name)}.");
        }

        if (value is "" || (value is null && WithValue.Contains(name)))
        {
            return VaultErrors.InvalidSetting.With(
                $"{PlainText.OneLine(name)} is given without a value; nothing was done", "Add a value, or leave it out for the default.");
        }

        return name is "--verbosity" or "-v" && !Verbosities.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? VaultErrors.InvalidSetting.With(
                $"verbosity '{PlainText.OneLine(value!)}' from {name} is not allowed: it must be quiet, minimal, normal, verbose or diagnostic",
                $"Correct {name}, or leave it out for the default: normal.")
            : null;
    }

    private static string? TaskMeantBy(string word) =>
        NearestVerb.To(word, VerbDoors.Frosting)?.Name ?? NearestName.Of(word, DeclaredTask.All().Select(task => task.Name));

    private static (string Name, string? Value) Split(string argument)
    {
        var end = argument.AsSpan().IndexOfAny('=', ':');
        return end < 0 ? (argument, null) : (argument[..end], argument[(end + 1)..]);
    }
}
