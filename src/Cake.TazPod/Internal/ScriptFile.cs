using System.Reflection;

namespace Cake.TazPod.Internal;

/// <summary>The script that the Cake tool runs. Cake tells no alias; the command line does.</summary>
internal static class ScriptFile
{
    private const string CakeTool = "Cake";
    private const string Default = "build.cake";

    /// <summary>The script's path; none where this is no script, or where which one it is cannot be told for sure.</summary>
    public static IReadOnlyList<string> OfThisProcess() => Assembly.GetEntryAssembly()?.GetName().Name == CakeTool
        && Find(Environment.GetCommandLineArgs()[1..], Environment.GetEnvironmentVariable("PWD")) is { } script
            ? [script]
            : [];

    /// <param name="arguments">The tool's arguments.</param>
    /// <param name="start">The directory that it was started in; null where it is not known. By now, Cake works in the
    /// script's.</param>
    internal static string? Find(string[] arguments, string? start)
    {
        // Behind an option, a word may be the option's value as well as the script.
        var named = arguments.FirstOrDefault(Default);
        var script = !named.StartsWith('-') ? named
            : arguments.All(argument => argument.StartsWith('-')) ? Default
            : null;
        return script is not null && Path.Combine(start ?? "", script) is var path && Path.IsPathFullyQualified(path) && File.Exists(path)
            ? path
            : null;
    }
}
