using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Text;

namespace TazPod.Vault.Settings;

/// <summary>A value for a setting, and its source.</summary>
/// <param name="Text">The value; for a list, the first item.</param>
/// <param name="Origin">The source, as text.</param>
/// <param name="BaseDirectory">The base of relative paths.</param>
/// <param name="Home">The home directory, if known.</param>
internal sealed record SettingInput(string Text, string Origin, string BaseDirectory, string? Home)
{
    /// <summary>Whether it comes from the configuration file.</summary>
    public bool IsFromFile { get; init; }

    /// <summary>Whether it comes from the environment.</summary>
    public bool IsFromEnvironment { get; init; }

    /// <summary>All items of a list.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Notices for the operator from reading the value.</summary>
    public List<string> Notices { get; } = [];

    /// <summary>The value as an absolute path; null if it is not a valid path.</summary>
    public string? AsPath() => AsPath(Text);

    /// <summary>The value as the absolute path of a file; null if it is not a valid one.</summary>
    public string? AsFile() => Path.EndsInDirectorySeparator(Text) ? null : AsPath();

    public bool? AsBoolean() => bool.TryParse(Text, out var value) ? value : null;

    /// <summary>The value as a number, digits only: no sign, no blanks, no separators.</summary>
    public int? AsNumber(int least, int most) =>
        int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : null;

    /// <summary>The value as a duration: a whole number of seconds, or a number followed by <c>ms</c>, <c>s</c> or <c>m</c>.</summary>
    public TimeSpan? AsDuration(TimeSpan least, TimeSpan most)
    {
        var unitLength = Text.EndsWith("ms", StringComparison.Ordinal) ? 2 : Text.EndsWith('s') || Text.EndsWith('m') ? 1 : 0;
        if (!int.TryParse(Text.AsSpan()[..^unitLength], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var duration = Text[^unitLength..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(count),
            "m" => TimeSpan.FromMinutes(count),
            _ => TimeSpan.FromSeconds(count),
        };
        return duration >= least && duration <= most ? duration : null;
    }

    /// <summary>The value as names of environment variables, separated by commas; null if one of them is not valid.</summary>
    public IReadOnlyList<string>? AsVariableNames()
    {
        var names = Text.Split(',', StringSplitOptions.TrimEntries);
        return Array.TrueForAll(names, EnvironmentText.IsName) ? names : null;
    }

    /// <summary>The items as variables with the paths of files in a vault, <c>NAME=PATH</c>; null if one is not valid, or a name appears
    /// twice.</summary>
    public IReadOnlyDictionary<string, string>? AsFileVariables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in Items)
        {
            var sign = item.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0 || !EnvironmentText.IsName(item[..sign]) || !AnchorPaths.AreValid([item[(sign + 1)..]]) || !variables.TryAdd(item[..sign], item[(sign + 1)..]))
            {
                return null;
            }
        }

        return variables;
    }

    public StorageLocation? AsStorage()
    {
        if (Text == "s3")
        {
            return StorageLocation.S3;
        }

        // A URI with a host, file://host/dir, is not a directory on this machine, and must not become one by removing slashes.
        const string Scheme = "file:";
        var isUriWithHost = Text.StartsWith("file://", StringComparison.Ordinal) && !Text.StartsWith("file:///", StringComparison.Ordinal);
        return Text.StartsWith(Scheme, StringComparison.Ordinal) && !isUriWithHost && AsPath(Text[Scheme.Length..]) is { } directory
            ? StorageLocation.InDirectory(directory)
            : null;
    }

    private string? AsPath(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0'))
        {
            return null;
        }

        if (path != "~" && !path.StartsWith("~/", StringComparison.Ordinal))
        {
            return Path.GetFullPath(path, BaseDirectory);
        }

        return Home is not null
            ? Path.GetFullPath(path.Length > 2 ? path[2..] : ".", Path.GetFullPath(Home))
            : throw VaultErrors.InvalidSetting.With(
                $"'{path}' from {Origin} starts at the home directory, but HOME is not set", "Set HOME, or use an absolute path.");
    }
}
