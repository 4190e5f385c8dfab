using Microsoft.Build.Framework;
using TazPod.Vault;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.MSBuild.Internal;

/// <summary>The properties from the command line. MSBuild ignores a misspelt one, and the verb would run without it: in another bucket, or
/// for real instead of as a plan.</summary>
internal static class GlobalProperties
{
    private const string Prefix = "TazPod";

    // The first two are switches of the targets. The others are outputs, which a build can hand on to another project.
    private static readonly string[] Others = ["TazPodPullBeforeBuild", "TazPodPullOptional", "TazPodChanged", "TazPodStatus", "TazPodSummary"];

    /// <summary>All known properties. There is none for <c>--summary</c>: it would have the name of an output.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        .. SettingCatalog.All
            .Where(setting => setting.Argument is not (null or "summary") && Verbs.Any(verb => verb.Settings.Contains(setting)))
            .Select(setting => PropertyNames.Of(setting.Argument!)),
        .. Others,
    ];

    private static IEnumerable<Verb> Verbs => VaultVerbs.All.Where(verb => verb.Doors.HasFlag(VerbDoors.MSBuild));

    /// <summary>Their names; none if MSBuild does not say.</summary>
    public static IReadOnlyList<string> NamesOf(IBuildEngine engine) =>
        engine is IBuildEngine6 caller ? [.. caller.GetGlobalProperties().Keys] : [];

    /// <exception cref="VaultException">TAZPOD1002: a property begins with <c>TazPod</c> and is unknown.</exception>
    public static void RequireKnown(IEnumerable<string> given)
    {
        var unknown = given
            .Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !Known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        if (unknown is not null)
        {
            throw VaultErrors.UnknownSetting.With(
                $"unknown property {unknown}; nothing was done",
                Meant(unknown) is { } meant
                    ? $"Did you mean {meant}?"
                    : "Omit it, or rename it if it is the project's own: names that begin with TazPod are reserved.");
        }
    }

    // Without the prefix, which would make short names look alike.
    private static string? Meant(string property)
    {
        var byWord = Known.ToDictionary(Word, StringComparer.Ordinal);
        var meant = ArgumentSet.Meant(Word(property), byWord.Keys)?.Replace("-", "", StringComparison.Ordinal);
        return meant is null ? null : byWord.GetValueOrDefault(meant);
    }

    private static string Word(string property) => property[Prefix.Length..].ToLowerInvariant();
}
