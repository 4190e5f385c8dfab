using TazPod.Build.Generation.Picture;

namespace TazPod.Build.Generation;

/// <summary>Everything that is generated from the verb table (<c>VaultVerbs</c>) and the settings table (<c>SettingCatalog</c>), and by the
/// demo.</summary>
internal static class Generator
{
    /// <summary>Every file with a generated part, in its up-to-date form.</summary>
    /// <param name="root">The root of the repository.</param>
    public static async Task<IReadOnlyList<GeneratedFile>> FilesAsync(string root) =>
    [
        ReferencePage.Of(GeneratedFile.Read(root, "docs/REFERENCE.md")),
        Markdown.Scripts(GeneratedFile.Read(root, "src/Cake.TazPod/README.md")),
        Markdown.Tasks(GeneratedFile.Read(root, "src/Cake.Frosting.TazPod/README.md")),
        Markdown.Targets(GeneratedFile.Read(root, "src/TazPod.MSBuild/README.md")),
        Markdown.Commands(GeneratedFile.Read(root, "src/TazPod.Tool/README.md")),
        MSBuildTargets.Of(GeneratedFile.Read(root, "src/TazPod.MSBuild/TazPod.MSBuild.targets")),
        .. FrostingTasks.Of(root),
        await DemoPicture.DrawAsync(),
    ];

    /// <summary>The files that are out of date, in their up-to-date form.</summary>
    public static async Task<IReadOnlyList<GeneratedFile>> StaleAsync(string root) =>
        [.. (await FilesAsync(root)).Where(file => !file.IsIn(root))];
}
