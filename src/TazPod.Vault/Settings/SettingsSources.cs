using System.Collections;

namespace TazPod.Vault.Settings;

/// <summary>Everything that settings are read from; nothing else of the process is looked at.</summary>
public sealed class SettingsSources
{
    /// <summary>The arguments: name without dashes (letter case does not count) to its values in order. Of several the last counts;
    /// a null value means that the name was given alone, as in <c>--force</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string?>> Arguments { get; init; } = new Dictionary<string, IReadOnlyList<string?>>();

    /// <summary>The environment: name to value. An empty value counts as unset.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The caller's absolute working directory: relative paths in arguments and environment start there, and the search for
    /// <c>.tazpod</c> does.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The home directory; null when it is not known.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>Where TazPod's container mounts the workspace. The default is <c>/workspace</c>.</summary>
    public string ContainerRoot { get; init; } = VaultPathRule.ContainerRoot;

    /// <summary>Names of arguments that the caller's own build reads (letter case does not count): every other one that is not ours is
    /// refused. The default is null, not known: then one is refused that is almost ours, or is called otherwise here.</summary>
    public IReadOnlyCollection<string>? OwnArguments { get; init; }

    /// <summary>Files and directories that the code which reads the settings lies in: the build script, the project, the host. A
    /// configuration file in whose workspace one of them lies may lead outside it, since that code runs already. The default is
    /// none.</summary>
    public IReadOnlyList<string> CallerLocations { get; init; } = [];

    /// <summary>Who runs this: whose files are believed depends on it. The default is this process's.</summary>
    internal UserIdentity? Identity { get; init; } = UserIdentity.OfThisProcess;

    /// <summary>How an argument is written for the person who gave it. The default puts <c>--</c> before the name.</summary>
    public Func<string, string> ArgumentLabel { get; init; } = name => "--" + name;

    /// <summary>The sources of this process: its environment, current directory and home, with these arguments.</summary>
    public static SettingsSources OfThisProcess(IReadOnlyDictionary<string, IReadOnlyList<string?>> arguments)
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var environment = new Dictionary<string, string>(comparer);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new SettingsSources
        {
            Arguments = arguments,
            Environment = environment,
            WorkingDirectory = Directory.GetCurrentDirectory(),
            HomeDirectory = HomeOf(System.Environment.GetEnvironmentVariable),
            CallerLocations = CodeOfThisProcess(),
        };
    }

    /// <summary>Where the code of this process lies: the host, this library, and the file that a program of one file was made from.</summary>
    public static IReadOnlyList<string> CodeOfThisProcess()
    {
        string?[] places = [AppContext.BaseDirectory, typeof(SettingsSources).Assembly.Location, AppContext.GetData("EntryPointFilePath") as string];
        return [.. places.OfType<string>().Where(Path.IsPathFullyQualified)];
    }

    internal static string? HomeOf(Func<string, string?> environment) =>
        environment(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home && Path.IsPathRooted(home) ? home : null;
}
