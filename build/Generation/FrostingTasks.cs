using TazPod.Vault;
using TazPod.Vault.Verbs;

namespace TazPod.Build.Generation;

/// <summary>The paragraph in each Frosting task's documentation that lists the settings it reads.</summary>
internal static class FrostingTasks
{
    private const int Width = 140;
    private const string Start = "/// <para><b>Settings.</b> ";

    /// <summary>The files of the tasks.</summary>
    public static IEnumerable<GeneratedFile> Of(string root) => VaultVerbs.All
        .Where(verb => verb.Doors.HasFlag(VerbDoors.Frosting))
        .Select(verb => Of(verb, GeneratedFile.Read(root, $"src/Cake.Frosting.TazPod/{verb.Name}Task.cs")));

    private static GeneratedFile Of(Verb verb, GeneratedFile file)
    {
        var lines = file.Text.Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith(Start, StringComparison.Ordinal));
        var last = first < 0 ? -1 : Array.FindIndex(lines, first, line => line.EndsWith("</para>", StringComparison.Ordinal));
        return last < 0
            ? throw new InvalidOperationException($"{file.Path} has no paragraph '{Start.Trim()}'")
            : file with { Text = string.Join('\n', [.. lines[..first], .. Paragraph(verb), .. lines[(last + 1)..]]) };
    }

    private static IEnumerable<string> Paragraph(Verb verb)
    {
        var line = Start;
        var words = string.Join(", ", verb.Settings.Select(setting => setting.Name)) + ".</para>";
        foreach (var word in words.Split(' '))
        {
            if (line.Length + word.Length > Width)
            {
                yield return line.TrimEnd();
                line = "/// ";
            }

            line += word + ' ';
        }

        yield return line.TrimEnd();
    }
}
