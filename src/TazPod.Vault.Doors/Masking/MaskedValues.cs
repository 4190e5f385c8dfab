using TazPod.Vault.Doors.Files;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors.Masking;

/// <summary>The values in the files that <c>vault.mask</c> names, as single lines, which is how CI systems mask them.</summary>
internal static class MaskedValues
{
    /// <summary>Masking shorter values would blank out ordinary text.</summary>
    public const int Shortest = 8;

    private const int LargestFile = 64 * 1024;
    private const string EveryFile = "*";

    // No links: they can lead out of the directory.
    private static readonly EnumerationOptions Inside = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The distinct values, and one line for each file that could not be read.</summary>
    public static (IReadOnlyList<string> Values, IReadOnlyList<string> Missing) Of(VaultSettings settings)
    {
        var values = new List<string>();
        var missing = new List<string>();
        foreach (var name in settings.TrySecretsDirectory() is { } directory ? settings.Mask.SelectMany(name => Named(name, directory)).Distinct() : [])
        {
            var file = Path.GetFullPath(name, settings.SecretsDirectory);
            if (!file.StartsWith(settings.SecretsDirectory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                missing.Add($"vault.mask: '{name}' is not in the secrets directory; its values are not masked");
            }
            else if (SmallText.TryRead(file, LargestFile) is { } text)
            {
                values.AddRange(ValuesInText.Of(name, text));
            }
            else
            {
                missing.Add($"vault.mask: '{name}' cannot be read in '{settings.SecretsDirectory}', or is larger than 64 KiB; its values are not masked");
            }
        }

        return ([.. values.Where(value => value.Length >= Shortest).Distinct(StringComparer.Ordinal)], missing);
    }

    private static IEnumerable<string> Named(string name, string directory) =>
        name != EveryFile ? [name]
        : Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*", Inside).Select(file => Path.GetRelativePath(directory, file))
        : [];
}
