using System.Text;

namespace TazPod.Vault;

/// <summary>Reads <c>NAME=value</c> lines. What two of the usual readers (shells, docker, dotenv) would take differently is refused.</summary>
internal static class EnvironmentText
{
    private const string Export = "export ";

    /// <exception cref="FormatException">A line is not of the form; the message names it by number and never shows it.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = text.TrimStart('\uFEFF').Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1];
            line = line.EndsWith('\r') ? line[..^1] : line;
            var content = line.TrimStart(' ', '\t');
            if (content.Length == 0 || content[0] == '#')
            {
                continue;
            }

            var (name, value) = Assignment(content, number);
            if (!variables.TryAdd(name, value))
            {
                throw Refused(number, "the name comes twice");
            }
        }

        return variables;
    }

    private static (string Name, string Value) Assignment(string line, int number)
    {
        var assignment = line.StartsWith(Export, StringComparison.Ordinal) ? line[Export.Length..].TrimStart(' ') : line;
        var sign = assignment.IndexOf('=', StringComparison.Ordinal);
        var name = sign < 0 ? "" : assignment[..sign];
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw Refused(number, "it does not begin with a name of letters, digits and underscores and '='");
        }

        var value = assignment[(sign + 1)..];
        if (value.Any(c => c is '\0' or '\r'))
        {
            throw Refused(number, "it holds a control character that no variable can");
        }

        return (name, value.Length == 0 ? "" : value[0] switch
        {
            '\'' => Single(value, number),
            '"' => Double(value, number),
            _ => Plain(value, number),
        });
    }

    private static string Plain(string value, int number) =>
        value[0] is ' ' or '\t' || value[^1] is ' ' or '\t' || value.Contains(" #", StringComparison.Ordinal) || value.Contains("\t#", StringComparison.Ordinal)
            ? throw Refused(number, "blanks around the value or a '#' after a blank need quotes")
            : value;

    private static string Single(string value, int number) =>
        value.IndexOf('\'', 1) == value.Length - 1 && value.Length > 1
            ? value[1..^1]
            : throw Refused(number, "the single quote does not end at the end of the line");

    private static string Double(string value, int number)
    {
        var text = new StringBuilder(value.Length);
        for (var index = 1; index < value.Length; index++)
        {
            if (value[index] == '"')
            {
                return index == value.Length - 1 ? text.ToString() : throw Refused(number, "something follows the double quote");
            }

            if (value[index] != '\\')
            {
                text.Append(value[index]);
                continue;
            }

            index++;
            text.Append(index < value.Length ? value[index] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '\\' or '"' or '$' => value[index],
                _ => throw Refused(number, "after a backslash only n, r, t, \\, \" and $ are known"),
            } : throw Refused(number, "the double quote does not end"));
        }

        throw Refused(number, "the double quote does not end");
    }

    private static FormatException Refused(int line, string why) => new($"line {line}: {why}");
}
