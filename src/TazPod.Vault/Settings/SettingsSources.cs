using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TazPod.Vault.Settings;

/// <summary>Everything that settings are read from. Nothing else of the process is used.</summary>
public sealed class SettingsSources
{
    /// <summary>The arguments: name without dashes (case-insensitive) to its values in order. The last value counts, or every
    /// value of an argument that can be repeated. A null value means
    /// that the name was given alone, as in <c>--force</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string?>> Arguments { get; init; } = new Dictionary<string, IReadOnlyList<string?>>();

    /// <summary>The environment: name to value. An empty value counts as unset.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The caller's absolute working directory. Relative paths in arguments and environment, and the search for <c>.tazpod</c>,
    /// start there.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The home directory; null if unknown.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>The directory where TazPod's container mounts the workspace. The default is <c>/workspace</c>.</summary>
    public string ContainerRoot { get; init; } = VaultPathRule.ContainerRoot;

    /// <summary>Names of arguments that the caller's own build reads (case-insensitive). All other arguments that are not ours are refused.
    /// The default is null, unknown: then only arguments are refused that nearly match one of ours, or are another name for one.</summary>
    public IReadOnlyCollection<string>? OwnArguments { get; init; }

    /// <summary>Files and directories of the code that reads the settings: the build script, the project, the host. A configuration file
    /// may lead outside its workspace if one of them is in that workspace, since that code runs already. Empty by default.</summary>
    public IReadOnlyList<string> CallerLocations { get; init; } = [];

    /// <summary>The current user, which determines whose files are trusted. The default is this process's user.</summary>
    internal UserIdentity? Identity { get; init; } = UserIdentity.OfThisProcess;

    /// <summary>Whether a build reads the settings, whose own tasks and whose host also have arguments. True by default.</summary>
    internal bool IsBuild { get; init; } = true;

    /// <summary>Formats an argument's name as its user wrote it. By default, with <c>--</c> before the name.</summary>
    public Func<string, string> ArgumentLabel { get; init; } = name => "--" + name;

    /// <summary>The sources of this process: its environment, current directory and home, with these arguments.</summary>
    /// <param name="arguments">As in <see cref="Arguments"/>; null, the default, for none.</param>
    public static SettingsSources OfThisProcess(IReadOnlyDictionary<string, IReadOnlyList<string?>>? arguments = null)
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var environment = new Dictionary<string, string>(comparer);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new SettingsSources
        {
            Arguments = arguments ?? new Dictionary<string, IReadOnlyList<string?>>(),
            Environment = environment,
            WorkingDirectory = Directory.GetCurrentDirectory(),
            HomeDirectory = HomeOf(System.Environment.GetEnvironmentVariable),
            CallerLocations = CodeOfThisProcess(),
        };
    }

    /// <summary>The locations of this process's code: the host, this library, and the source file of a single-file program.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "In a single file, the library has no location, and its host has.")]
    public static IReadOnlyList<string> CodeOfThisProcess()
    {
        string?[] places = [AppContext.BaseDirectory, typeof(SettingsSources).Assembly.Location, AppContext.GetData("EntryPointFilePath") as string];
        return [.. places.OfType<string>().Where(Path.IsPathFullyQualified)];
    }

    internal static string? HomeOf(Func<string, string?> environment) =>
        environment(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home && Path.IsPathRooted(home) ? home : null;
}
