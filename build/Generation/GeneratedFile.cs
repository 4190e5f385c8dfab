namespace TazPod.Build.Generation;

/// <summary>A file of which a part is generated.</summary>
/// <param name="Path">Its path from the root of the repository, with slashes.</param>
/// <param name="Text">What it should hold.</param>
internal sealed record GeneratedFile(string Path, string Text)
{
    /// <summary>Reads a file of the repository.</summary>
    public static GeneratedFile Read(string root, string path) => new(path, File.ReadAllText(System.IO.Path.Combine(root, path)));

    /// <summary>With the lines between two others replaced; those two stay.</summary>
    /// <param name="begin">A line, without its indentation.</param>
    /// <param name="end">The first line of this kind after it.</param>
    /// <param name="lines">What comes between them.</param>
    /// <exception cref="InvalidOperationException">One of the two is not there.</exception>
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
