namespace TazPod.Build.Generation;

/// <summary>A file with a generated part.</summary>
/// <param name="Path">Its path from the root of the repository, with slashes.</param>
/// <param name="Text">Its up-to-date content.</param>
internal sealed record GeneratedFile(string Path, string Text)
{
    /// <summary>Reads a file of the repository.</summary>
    public static GeneratedFile Read(string root, string path) => new(path, File.ReadAllText(System.IO.Path.Combine(root, path)));

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
}
