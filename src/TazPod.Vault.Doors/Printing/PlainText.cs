using TazPod.Vault.Text;

namespace TazPod.Vault.Doors.Printing;

/// <summary>Makes text from a store or a file safe for a terminal.</summary>
internal static class PlainText
{
    // The agents of Azure Pipelines and TeamCity obey these anywhere in a line.
    private static readonly string[] Commands = ["##vso[", "##[", "##teamcity["];

    /// <summary>The text as <see cref="PrintableText.OneLine"/> shows it. Line ends, escape sequences, characters that reorder the line and
    /// commands to the agent of a CI system are made harmless.</summary>
    public static string OneLine(string text)
    {
        var line = PrintableText.OneLine(text);
        return line.Contains("##", StringComparison.Ordinal)
            ? Commands.Aggregate(line, (safe, command) => safe.Replace(command, $"# {command[1..]}", StringComparison.OrdinalIgnoreCase))
            : line;
    }

    /// <summary>The text in lines of at most this width, wrapped between words and indented from the second line on; a word that is longer
    /// stays in one piece.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The width in columns.</param>
    /// <param name="indent">The number of spaces before the second line and those after it.</param>
    public static IEnumerable<string> Wrap(string text, int width, int indent = 2)
    {
        if (Cells.WidthOf(text) <= width)
        {
            return [text];
        }

        var lines = new List<string>();
        var words = text.TrimStart(' ');
        var line = text[..^words.Length];
        var isEmpty = true;
        foreach (var word in words.Split(' '))
        {
            if (!isEmpty && Cells.WidthOf(line) + 1 + Cells.WidthOf(word) > width)
            {
                lines.Add(line);
                line = new string(' ', indent) + word;
            }
            else
            {
                line = isEmpty ? line + word : $"{line} {word}";
            }

            isEmpty = false;
        }

        return [.. lines, line];
    }
}
