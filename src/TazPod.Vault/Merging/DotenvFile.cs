using System.Text;
using TazPod.Vault.Text;

namespace TazPod.Vault.Merging;

/// <summary>A file of <c>NAME=value</c> lines, by line and by variable.</summary>
internal sealed class DotenvFile
{
    private readonly Dictionary<string, DotenvLine> byName;

    private DotenvFile(IReadOnlyList<DotenvLine> lines)
    {
        Lines = lines;
        byName = lines.Where(line => line.Variable is not null).ToDictionary(line => line.Variable!.Name, StringComparer.Ordinal);
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<DotenvLine> Lines { get; }

    /// <summary>The names of the variables.</summary>
    public IEnumerable<string> Names => byName.Keys;

    /// <summary>How lines end: as the first one does.</summary>
    public ReadOnlyMemory<byte> LineEnd =>
        Lines.Count > 0 && ByteLines.End(Lines[0].Bytes) is { IsEmpty: false } end ? end : "\n"u8.ToArray();

    /// <summary>Whether the last line has no end.</summary>
    public bool IsOpen => Lines.Count > 0 && ByteLines.End(Lines[^1].Bytes).IsEmpty;

    /// <summary>Whether a file has such lines, by its name: <c>.env</c>, <c>.env.*</c> or <c>*.env</c>.</summary>
    public static bool IsNamed(string path) => TreePath.Name(path) is var name
        && (name.EndsWith(".env", StringComparison.Ordinal) || name.StartsWith(".env.", StringComparison.Ordinal));

    /// <summary>Whether content is a file of such lines.</summary>
    public static bool IsValid(ReadOnlyMemory<byte> content) =>
        TryRead(content, new LineNumbers(), new Dictionary<string, int>()) is not null;

    /// <summary>Reads a file. Null if its lines are not in our grammar, if a name appears twice, or if it begins with a byte order mark,
    /// which would have to stay in front.</summary>
    /// <remarks>Values become managed strings, which cannot be wiped, as everywhere where variables are read.</remarks>
    /// <param name="content">UTF-8.</param>
    /// <param name="others">Numbers the lines that set no variable, the same for all files of one merge.</param>
    /// <param name="names">Numbers the variables, the same for all files of one merge.</param>
    public static DotenvFile? TryRead(ReadOnlyMemory<byte> content, LineNumbers others, Dictionary<string, int> names)
    {
        if (content.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            return null;
        }

        try
        {
            var variables = EnvironmentText.Parse(Encoding.UTF8.GetString(content.Span)).ToDictionary(variable => variable.Line);
            return new DotenvFile([.. ByteLines.Of(content).Select((line, index) => Line(line, variables.GetValueOrDefault(index + 1)))]);
        }
        catch (FormatException)
        {
            return null;
        }

        // Below zero are names, the rest are other lines.
        DotenvLine Line(ReadOnlyMemory<byte> line, EnvironmentVariable? variable) => new(
            variable is null ? others.Of(line[..^ByteLines.End(line).Length]) : -1 - NumberOf(variable.Name), variable, line);

        int NumberOf(string name)
        {
            names.TryAdd(name, names.Count);
            return names[name];
        }
    }

    /// <summary>The line that sets a variable; null if none does.</summary>
    public DotenvLine? Of(string name) => byName.GetValueOrDefault(name);
}
