using System.Reflection;

namespace Cake.TazPod.Internal;

/// <summary>The script that the Cake tool runs. Cake does not pass it to aliases, so it is taken from the command line.</summary>
internal static class ScriptFile
{
    private const string CakeTool = "Cake";
    private const string Default = "build.cake";

    /// <summary>The script's path; none if this is not a script, or if it is unclear which script it is.</summary>
    public static IReadOnlyList<string> OfThisProcess() => Assembly.GetEntryAssembly()?.GetName().Name == CakeTool
        && Find(Environment.GetCommandLineArgs()[1..], Environment.GetEnvironmentVariable("PWD")) is { } script
            ? [script]
            : [];

    /// <param name="arguments">The tool's arguments.</param>
    /// <param name="start">The directory that the tool was started in; null when unknown. By now, Cake has changed to the script's
    /// directory.</param>
    internal static string? Find(string[] arguments, string? start)
    {
        // After an option, a word can be the option's value or the script.
        var named = arguments.FirstOrDefault(Default);
        var script = !named.StartsWith('-') ? named
            : arguments.All(argument => argument.StartsWith('-')) ? Default
            : null;
        return script is not null && Path.Combine(start ?? "", script) is var path && Path.IsPathFullyQualified(path) && File.Exists(path)
            ? path
            : null;
    }
}
