using System.Globalization;
using TazPod.Vault;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Build.Generation;

/// <summary>The targets of the MSBuild package, one per verb, and the properties that they read.</summary>
internal static class MSBuildTargets
{
    private const string Begin = "<!-- Generated from here on, by the build target Generate. -->";
    private const string End = "<!-- Generated up to here. -->";

    /// <summary>The settings that are properties: those with an argument that some target reads. <c>--summary</c> is left out: its property
    /// would have the name of an output.</summary>
    public static IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        .. SettingCatalog.All.Where(setting => setting.Argument is not (null or "summary") && Verbs.Any(verb => verb.Settings.Contains(setting))),
    ];

    private static IEnumerable<Verb> Verbs => VaultVerbs.All.Where(verb => verb.Doors.HasFlag(VerbDoors.MSBuild));

    /// <summary>The name of a setting's property: <c>TazPodVaultFile</c>.</summary>
    public static string PropertyOf(SettingDefinition setting) => "TazPod" + string.Concat(
        setting.Argument!.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));

    /// <summary>The file with the targets.</summary>
    public static GeneratedFile Of(GeneratedFile file) => file.Between(Begin, End,
    [
        """  <Target Name="TazPodSettings">""",
        "    <ItemGroup>",
        """      <TazPodSetting Remove="@(TazPodSetting)" />""",
        .. Settings.Select(setting => $"""      <TazPodSetting Include="{setting.Argument}" Value="$({PropertyOf(setting)})" />"""),
        "    </ItemGroup>",
        "  </Target>",
        .. Verbs.SelectMany(Target),
    ]);

    private static IEnumerable<string> Target(Verb verb)
    {
        var optional = verb == VaultVerbs.Pull ? " Optional=\"$(TazPodPullOptional)\"" : "";
        yield return "";
        yield return $"""  <Target Name="{verb.Name}" DependsOnTargets="TazPodSettings" Returns="@(TazPodOutcome)">""";
        yield return $"""    <VaultTask Verb="{verb.Name}" Settings="@(TazPodSetting)"{optional} Package="$(_TazPodPackage)" ProjectFile="$(MSBuildProjectFullPath)">""";
        yield return """      <Output TaskParameter="Outcome" ItemName="TazPodOutcome" />""";
        if (verb == VaultVerbs.Prune)
        {
            yield return """      <Output TaskParameter="PrunedCopies" ItemName="TazPodPrunedCopy" />""";
        }

        yield return """      <Output TaskParameter="Changed" PropertyName="TazPodChanged" />""";
        yield return """      <Output TaskParameter="Status" PropertyName="TazPodStatus" />""";
        yield return """      <Output TaskParameter="Summary" PropertyName="TazPodSummary" />""";
        yield return "    </VaultTask>";
        yield return "  </Target>";
    }
}
