using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using TazPod.Vault.Doors;
using TazPod.Vault.Settings;

namespace TazPod.MSBuild.Internal;

/// <summary>Settings as properties of a project: <c>--vault-file</c> is <c>TazPodVaultFile</c> here.</summary>
internal static partial class PropertyNames
{
    private static readonly Dictionary<string, string> ByArgument = SettingCatalog.All
        .Select(setting => setting.Argument)
        .OfType<string>()
        .ToDictionary(argument => argument, Of, StringComparer.Ordinal);

    public static SettingsSources Sources(IEnumerable<ITaskItem> settings, string directory)
    {
        var given = new GivenValues();
        foreach (var item in settings)
        {
            given.Add(item.ItemSpec, Of(item.ItemSpec), item.GetMetadata("Value"));
        }

        var process = SettingsSources.OfThisProcess(new Dictionary<string, IReadOnlyList<string?>>());
        return given.Over(new SettingsSources
        {
            Environment = process.Environment,
            HomeDirectory = process.HomeDirectory,
            WorkingDirectory = Path.GetFullPath(directory),
        });
    }

    public static IReadOnlyDictionary<string, string> EnvironmentOfThisProcess() =>
        SettingsSources.OfThisProcess(new Dictionary<string, IReadOnlyList<string?>>()).Environment;

    /// <summary>A hint that names arguments, with the properties that stand for them; and without a task that is no target, where it names
    /// another way.</summary>
    public static string InPlaceOfArguments(string hint) => Argument().Replace(
        NoTarget().Replace(hint, ""),
        match => ByArgument.TryGetValue(match.Groups[1].Value, out var property)
            ? $"-p:{property}{(match.Groups[2].Value.Length > 0 ? "=" : IsFlag(match.Groups[1].Value) ? "=true" : "")}"
            : match.Value);

    private static bool IsFlag(string argument) => SettingCatalog.All.Single(setting => setting.Argument == argument).IsFlag;

    private static string Of(string argument) => "TazPod" + string.Concat(
        argument.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));

    [GeneratedRegex(@"--target=Login --profile=\S+, or: ")]
    private static partial Regex NoTarget();

    // The arguments of the AWS CLI stay what they are.
    [GeneratedRegex(@"(?<!\baws [^,.;:]*)--([a-z]+(?:-[a-z]+)*)(=?)")]
    private static partial Regex Argument();
}
