using System.Text.RegularExpressions;
using Cake.Core;

namespace TazPod.Build.Publishing;

/// <summary>The package with the native file of <c>tazvault</c> for one system.</summary>
/// <param name="Path">The file.</param>
/// <param name="System">The runtime identifier of the system.</param>
internal sealed partial record NativePackage(string Path, string System)
{
    /// <summary>All packages in a directory, by system.</summary>
    /// <exception cref="CakeException">There are none, or one has another version.</exception>
    public static IReadOnlyList<NativePackage> FindAll(string directory, string version)
    {
        var files = Directory.Exists(directory) ? Directory.GetFiles(directory, "TazPod.Tool.*.nupkg") : [];
        if (files.Length == 0)
            throw new CakeException($"there is no native package in '{directory}'; the target Publish makes one");

        return [.. files.Select(file => Of(file, version)).OrderBy(package => package.System, StringComparer.Ordinal)];
    }

    private static NativePackage Of(string file, string version) =>
        Name().Match(global::System.IO.Path.GetFileName(file)) is { Success: true } name && name.Groups[2].Value == version
            ? new NativePackage(file, name.Groups[1].Value)
            : throw new CakeException($"'{file}' is not a native package of version {version}; the target Publish makes one");

    [GeneratedRegex(@"^TazPod\.Tool\.([a-z0-9]+(?:-[a-z0-9]+)+)\.([0-9].*)\.nupkg$")]
    private static partial Regex Name();
}
