using System.Text.RegularExpressions;

namespace TazPod.Build.Generation;

/// <summary>A file with a generated part.</summary>
/// <param name="Path">Its path from the root of the repository, with slashes.</param>
/// <param name="Text">Its up-to-date content.</param>
internal sealed partial record GeneratedFile(string Path, string Text)
{
    /// <summary>Whether it is out of date if only its figures are; true by default.</summary>
    public bool FiguresCount { get; init; } = true;

    /// <summary>Reads a file of the repository; one that does not exist is empty.</summary>
    public static GeneratedFile Read(string root, string path)
    {
        var file = System.IO.Path.Combine(root, path);
        return new(path, File.Exists(file) ? File.ReadAllText(file) : "");
    }

    /// <summary>Whether the file in the repository is up to date.</summary>
    public bool IsIn(string root)
    {
        var text = Read(root, Path).Text;
        return FiguresCount ? text == Text : WithoutFigures(text) == WithoutFigures(Text);
    }

    /// <summary>The file with the lines between two marker lines replaced; the markers are kept.</summary>
    /// <param name="begin">The first marker, without its indentation.</param>
    /// <param name="end">The second marker; the first such line after the first marker.</param>
    /// <param name="lines">The new lines between them.</param>
    /// <exception cref="InvalidOperationException">A marker is missing.</exception>
    public GeneratedFile Between(string begin, string end, IEnumerable<string> lines)
    {
        var all = Text.Split('\n');
        var first = Array.FindIndex(all, line => line.Trim() == begin);
        var last = first < 0 ? -1 : Array.FindIndex(all, first + 1, line => line.Trim() == end);
        return last < 0
            ? throw new InvalidOperationException($"{Path} has no lines '{begin}' and '{end}'")
            : this with { Text = string.Join('\n', [.. all[..(first + 1)], .. lines, .. all[last..]]) };
    }

    private static string WithoutFigures(string text) => Figures().Replace(text, "0");

    // Numbers and hexadecimal hashes.
    [GeneratedRegex(@"\b[0-9a-f]*[0-9][0-9a-f]*\b")]
    private static partial Regex Figures();
}
