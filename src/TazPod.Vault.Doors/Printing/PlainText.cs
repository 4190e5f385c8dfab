using TazPod.Vault.Text;

namespace TazPod.Vault.Doors.Printing;

/// <summary>Text that came from a store or a file, made fit for a terminal.</summary>
internal static class PlainText
{
    // What the agents of Azure Pipelines and TeamCity obey wherever in a line it stands.
    private static readonly string[] Commands = ["##vso[", "##[", "##teamcity["];

    /// <summary>The text as <see cref="PrintableText.OneLine"/> shows it: no line end, no escape sequence, nothing that reorders the line and
    /// no command to the agent of a CI system gets through.</summary>
    public static string OneLine(string text)
    {
        var line = PrintableText.OneLine(text);
        return line.Contains("##", StringComparison.Ordinal)
            ? Commands.Aggregate(line, (safe, command) => safe.Replace(command, $"# {command[1..]}", StringComparison.OrdinalIgnoreCase))
            : line;
    }

    /// <summary>The text cut to a width, with an ellipsis.</summary>
    public static string Fit(string text, int width) => text.Length <= width ? text : text[..Math.Max(width - 1, 0)] + "…";

    /// <summary>The text in lines no wider than this, broken between words and indented from the second line on; a word that is
    /// wider stays whole.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        if (text.Length <= width)
        {
            return [text];
        }

        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = "  " + word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        return [.. lines, line];
    }
}
