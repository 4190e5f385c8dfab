using System.Text.RegularExpressions;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.AwsConfig;

/// <summary>AWS's two configuration files, read as the AWS CLI reads them. The SDK's own reader knows no quoted names, no comments after a
/// section's head, and nothing at all of a file with one faulty line.</summary>
internal sealed partial class AwsConfiguration
{
    /// <summary>The profile of those who name none.</summary>
    public const string DefaultProfile = "default";

    private AwsConfiguration(string home, AwsFile config, AwsFile credentials) => (Home, Config, Credentials) = (home, config, credentials);

    public string Home { get; }

    /// <summary><c>~/.aws/config</c>, or where <c>AWS_CONFIG_FILE</c> says.</summary>
    public AwsFile Config { get; }

    /// <summary><c>~/.aws/credentials</c>, or where <c>AWS_SHARED_CREDENTIALS_FILE</c> says.</summary>
    public AwsFile Credentials { get; }

    /// <summary>Reads both files. What is wrong in them is said when it is needed.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public static AwsConfiguration Read(Func<string, string?> environment)
    {
        var home = environment("HOME") is { Length: > 0 } given ? given : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new AwsConfiguration(home, Read("AWS_CONFIG_FILE", "config", false), Read("AWS_SHARED_CREDENTIALS_FILE", "credentials", true));

        AwsFile Read(string variable, string name, bool isForKeys) => AwsFile.Read(
            environment(variable) is { Length: > 0 } path ? Expand(path, home, environment) : Path.Combine(home, ".aws", name), home, isForKeys);
    }

    /// <summary>A path with <c>~</c> and variables replaced, as in both files' own variables.</summary>
    public static string Expand(string path, string home, Func<string, string?> environment)
    {
        // A variable that is not set stays as it stands, as in Python.
        var expanded = path.Contains('$', StringComparison.Ordinal)
            ? Variable().Replace(path, found => environment(found.Groups["name"].Value) ?? found.Value)
            : path;
        return ExpandHome(expanded, home);
    }

    /// <summary>A path with <c>~</c> alone replaced, as a CA bundle's is.</summary>
    public static string ExpandHome(string path, string home) => path == "~" ? home
        : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..])
        : path;

    /// <summary>Refuses a section where a line of it is wrong.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>.</exception>
    public static void RequireSound(AwsFile file, IniSection section, string what)
    {
        if (section.Faults.MinBy(fault => fault.Line) is { } fault)
        {
            throw VaultErrors.ProfileUnusable.With(
                $"{what} cannot be read from {file.Name}: line {fault.Line} {fault.Why}", $"Correct line {fault.Line} of {file.Path}.");
        }
    }

    /// <summary>The profile of a name; null when it is in neither file.</summary>
    public AwsProfile? Find(string name)
    {
        var config = InConfig("profile", name);
        var credentials = Credentials.Content.Sections.FirstOrDefault(section => section.Name == name);
        var found = new[] { (File: Config, Section: config), (File: Credentials, Section: credentials) }
            .Where(each => each.Section is not null).Select(each => (each.File, each.Section!)).ToArray();
        return found.Length == 0 ? null : new AwsProfile(name, found);
    }

    /// <summary>The section of an SSO session; null when there is none.</summary>
    public IniSection? Session(string name) => InConfig("sso-session", name);

    /// <summary>A section of services' addresses; null when there is none.</summary>
    public IniSection? Services(string name) => InConfig("services", name);

    /// <summary>Where a file cannot be read, what it says of a profile is not known.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>.</exception>
    public void RequireReadable(string profile)
    {
        foreach (var file in Files.Where(file => file.Problem is not null))
        {
            throw VaultErrors.ProfileUnusable.With(
                $"profile '{profile}' cannot be read from {file.Name}: {file.Problem}", $"Check the mode of {file.Path}.");
        }
    }

    /// <summary>What is wrong in the files, and does not keep these sections from being read.</summary>
    public IEnumerable<string> NoticesBeside(IEnumerable<IniSection> used)
    {
        var sections = used.ToArray();
        foreach (var file in Files)
        {
            if (file.Problem is not null)
            {
                yield return $"{file.Name} cannot be read: {file.Problem}; nothing in it counts";
            }
            else if (file.Content.FaultsOutside(sections).ToArray() is { Length: > 0 } faults)
            {
                var others = faults.Length == 1 ? "" : $", and {faults.Length - 1} more";
                yield return $"{file.Name}: line {faults[0].Line} {faults[0].Why}{others}; "
                    + "the profile in use is read all the same, but the AWS CLI refuses such a file";
            }
        }
    }

    private IEnumerable<AwsFile> Files => [Config, Credentials];

    // Of several that come to the same name the last counts, as a whole.
    private IniSection? InConfig(string kind, string name) =>
        Config.Content.Sections.LastOrDefault(section => section.Name.StartsWith(kind, StringComparison.Ordinal)
            ? ShellWords.Of(section.Name) is [_, var word] && word == name
            : kind == "profile" && name == DefaultProfile && section.Name == DefaultProfile);

    [GeneratedRegex(@"\$(?:\{(?<name>[^}]+)\}|(?<name>\w+))")]
    private static partial Regex Variable();
}
