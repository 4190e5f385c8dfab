using System.Text.RegularExpressions;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.AwsConfig;

/// <summary>AWS's two configuration files, read as the AWS CLI reads them. The SDK's own reader does not support quoted names or comments
/// after a section header, and it rejects a file with a single faulty line.</summary>
internal sealed partial class AwsConfiguration
{
    /// <summary>The profile that is used when none is named.</summary>
    public const string DefaultProfile = "default";

    private AwsConfiguration(string home, AwsFile config, AwsFile credentials) => (Home, Config, Credentials) = (home, config, credentials);

    public string Home { get; }

    /// <summary><c>~/.aws/config</c>, or the file that <c>AWS_CONFIG_FILE</c> names.</summary>
    public AwsFile Config { get; }

    /// <summary><c>~/.aws/credentials</c>, or the file that <c>AWS_SHARED_CREDENTIALS_FILE</c> names.</summary>
    public AwsFile Credentials { get; }

    /// <summary>Reads both files. Their faults are reported only when they matter.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public static AwsConfiguration Read(Func<string, string?> environment)
    {
        var home = environment("HOME") is { Length: > 0 } given ? given : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new AwsConfiguration(home, Read("AWS_CONFIG_FILE", "config", false), Read("AWS_SHARED_CREDENTIALS_FILE", "credentials", true));

        AwsFile Read(string variable, string name, bool isForKeys) => AwsFile.Read(
            environment(variable) is { Length: > 0 } path ? Expand(path, home, environment) : Path.Combine(home, ".aws", name), home, isForKeys);
    }

    /// <summary>Expands <c>~</c> and variables in a path, as the CLI does for the two variables that name the files.</summary>
    public static string Expand(string path, string home, Func<string, string?> environment)
    {
        // A variable that is not set is left unexpanded, as in Python.
        var expanded = path.Contains('$', StringComparison.Ordinal)
            ? Variable().Replace(path, found => environment(found.Groups["name"].Value) ?? found.Value)
            : path;
        return ExpandHome(expanded, home);
    }

    /// <summary>Expands only <c>~</c> in a path, as the CLI does for a CA bundle.</summary>
    public static string ExpandHome(string path, string home) => path == "~" ? home
        : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..])
        : path;

    /// <summary>Rejects a section that has a faulty line.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>.</exception>
    public static void RequireSound(AwsFile file, IniSection section, string what)
    {
        if (section.Faults.MinBy(fault => fault.Line) is { } fault)
        {
            throw VaultErrors.ProfileUnusable.With(
                $"{what} cannot be read from {file.Name}: line {fault.Line} {fault.Why}", $"Correct line {fault.Line} of {file.Path}.");
        }
    }

    /// <summary>The profile with this name; null when neither file has it.</summary>
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

    /// <summary>A section of service endpoints; null when there is none.</summary>
    public IniSection? Services(string name) => InConfig("services", name);

    /// <summary>Fails when a file cannot be read: its settings for a profile are unknown.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>.</exception>
    public void RequireReadable(string profile)
    {
        foreach (var file in Files.Where(file => file.Problem is not null))
        {
            throw VaultErrors.ProfileUnusable.With(
                $"profile '{profile}' cannot be read from {file.Name}: {file.Problem}", $"Check the mode of {file.Path}.");
        }
    }

    /// <summary>The faults in the files that do not prevent these sections from being read.</summary>
    public IEnumerable<string> NoticesBeside(IEnumerable<IniSection> used)
    {
        var sections = used.ToArray();
        foreach (var file in Files)
        {
            if (file.Problem is not null)
            {
                yield return $"{file.Name} cannot be read: {file.Problem}; its content is ignored";
            }
            else if (file.Content.FaultsOutside(sections).ToArray() is { Length: > 0 } faults)
            {
                var others = faults.Length == 1 ? "" : $", and {faults.Length - 1} more";
                yield return $"{file.Name}: line {faults[0].Line} {faults[0].Why}{others}; "
                    + "the profile in use is still read, but the AWS CLI refuses such a file";
            }
        }
    }

    private IEnumerable<AwsFile> Files => [Config, Credentials];

    // If several sections have the same name, the last one applies as a whole.
    private IniSection? InConfig(string kind, string name) =>
        Config.Content.Sections.LastOrDefault(section => section.Name.StartsWith(kind, StringComparison.Ordinal)
            ? ShellWords.Of(section.Name) is [_, var word] && word == name
            : kind == "profile" && name == DefaultProfile && section.Name == DefaultProfile);

    [GeneratedRegex(@"\$(?:\{(?<name>[^}]+)\}|(?<name>\w+))")]
    private static partial Regex Variable();
}
