using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using TazPod.Vault.Doors;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.MSBuild.Internal;

/// <summary>Settings as project properties: <c>--vault-file</c> is <c>TazPodVaultFile</c> here.</summary>
internal static partial class PropertyNames
{
    private static readonly Dictionary<string, string> ByArgument = SettingCatalog.All
        .Select(setting => setting.Argument)
        .OfType<string>()
        .ToDictionary(argument => argument, Of, StringComparer.Ordinal);

    private static readonly HashSet<string> Repeatable =
        [.. SettingCatalog.All.Where(setting => setting.IsRepeatable).Select(setting => setting.Argument).OfType<string>()];

    /// <param name="settings">The values, by argument.</param>
    /// <param name="projectFile">The project.</param>
    /// <param name="global">The properties that the command line sets. MSBuild itself lets them override the project's, but does not know
    /// which of ours replace each other.</param>
    public static SettingsSources Sources(IEnumerable<ITaskItem> settings, string projectFile, IEnumerable<string> global)
    {
        var ofCommandLine = global.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var arguments = new CodeValues();
        var given = new CodeValues();
        foreach (var item in settings)
        {
            var (argument, value) = (item.ItemSpec, item.GetMetadata("Value"));
            var values = ofCommandLine.Contains(Of(argument)) ? arguments : given;
            if (Repeatable.Contains(argument))
            {
                values.Add(argument, Of(argument), value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            }
            else
            {
                values.Add(argument, Of(argument), value);
            }
        }

        var process = SettingsSources.OfThisProcess(new Dictionary<string, IReadOnlyList<string?>>());
        return given.Under(arguments.Under(new SettingsSources
        {
            Environment = process.Environment,
            HomeDirectory = process.HomeDirectory,
            WorkingDirectory = Path.GetFullPath(Path.GetDirectoryName(projectFile)!),
            CallerLocations = [.. process.CallerLocations, Path.GetFullPath(projectFile)],
        }));
    }

    /// <summary>One of our lines with arguments replaced by their properties, and without the Login task, which has no target, if the line
    /// also names another way. Text that the line quotes is the user's own and stays unchanged.</summary>
    public static string InPlaceOfArguments(string line) => Argument().Replace(NoTarget().Replace(line, ""), Property);

    /// <summary>The failure with the arguments in its hint replaced. Its message already names settings as they were given, and is
    /// kept.</summary>
    public static VaultException InPlaceOfArguments(VaultException failure) => failure.Hint is { } hint
        ? new VaultException(failure.Error, failure.Message, InPlaceOfArguments(hint), failure)
        : failure;

    /// <summary>The result with the arguments in its tables' advice replaced. The rest of each row is data and is kept.</summary>
    public static VerbResult InPlaceOfArguments(VerbResult result) => result switch
    {
        DoctorResult doctor => doctor with { Checks = [.. doctor.Checks.Select(check => check with { Fix = OrNone(check.Fix) })] },
        SetupResult setup => setup with { Steps = [.. setup.Steps.Select(step => step with { Detail = OrNone(step.Detail) })] },
        VerifyResult verified => verified with { Vaults = [.. verified.Vaults.Select(vault => vault with { Detail = OrNone(vault.Detail) })] },
        _ => result,
    };

    private static string? OrNone(string? line) => line is null ? null : InPlaceOfArguments(line);

    private static string Property(Match match)
    {
        var argument = match.Groups["argument"].Value;
        return !ByArgument.TryGetValue(argument, out var property) ? match.Value
            : match.Groups["value"].Success ? $"-p:{property}="
            : $"-p:{property}{(IsFlag(argument) ? "=true" : "")}";
    }

    private static bool IsFlag(string argument) => SettingCatalog.All.Single(setting => setting.Argument == argument).IsFlag;

    /// <summary>The property of an argument.</summary>
    public static string Of(string argument) => "TazPod" + string.Concat(
        argument.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));

    [GeneratedRegex("""--target=Login --profile=(?:"(?:\\.|[^"\\])*"|\S+), or: """)]
    private static partial Regex NoTarget();

    // A quote begins and ends at a word boundary. The arguments of the AWS CLI are kept.
    [GeneratedRegex(@"(?<!\w)'(?:[^']|'(?=\w))*'(?!\w)|(?<!\baws [^,.;:]*)--(?<argument>[a-z]+(?:-[a-z]+)*)(?<value>=)?")]
    private static partial Regex Argument();
}
