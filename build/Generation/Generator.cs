namespace TazPod.Build.Generation;

/// <summary>Everything that is generated from the verb table (<c>VaultVerbs</c>) and the settings table (<c>SettingCatalog</c>).</summary>
internal static class Generator
{
    /// <summary>Every file with a generated part, in its up-to-date form.</summary>
    /// <param name="root">The root of the repository.</param>
    public static IEnumerable<GeneratedFile> Files(string root) =>
    [
        Markdown.Readme(GeneratedFile.Read(root, "README.md")),
        Markdown.Scripts(GeneratedFile.Read(root, "src/Cake.TazPod/README.md")),
        Markdown.Tasks(GeneratedFile.Read(root, "src/Cake.Frosting.TazPod/README.md")),
        Markdown.Targets(GeneratedFile.Read(root, "src/TazPod.MSBuild/README.md")),
        MSBuildTargets.Of(GeneratedFile.Read(root, "src/TazPod.MSBuild/TazPod.MSBuild.targets")),
        .. FrostingTasks.Of(root),
    ];

    /// <summary>The paths of the files that are out of date.</summary>
    public static IReadOnlyList<string> Stale(string root) =>
        [.. Files(root).Where(file => GeneratedFile.Read(root, file.Path).Text != file.Text).Select(file => file.Path)];
}
