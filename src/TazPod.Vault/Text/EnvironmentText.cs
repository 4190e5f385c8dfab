using System.Text;

namespace TazPod.Vault.Text;

/// <summary>Reads <c>NAME=value</c> lines. Syntax that common readers (shells, docker, dotenv) interpret differently is refused.</summary>
internal static class EnvironmentText
{
    private const string Export = "export ";

    private const string SeveralLines = "; write a multi-line value, such as a PEM key, on one line in double quotes, with \\n for each line end";

    // The characters that a shell expands after a dollar sign, besides a name, a brace and a parenthesis.
    private const string Parameters = "@*#?-$!";

    /// <summary>Whether this is a valid name of a variable.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>The variable that one line sets; null if the line is invalid, or sets none.</summary>
    public static EnvironmentVariable? TryLine(string line)
    {
        try
        {
            return Parse(line) is [var variable] ? variable : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <exception cref="FormatException">A line is invalid. The message gives its number and never its content.</exception>
    public static IReadOnlyList<EnvironmentVariable> Parse(string text)
    {
        var variables = new List<EnvironmentVariable>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var holdsKey = false;
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

            holdsKey |= content.Contains("-----BEGIN ", StringComparison.Ordinal);
            var variable = Assignment(content, number, holdsKey);
            if (!names.Add(variable.Name))
            {
                throw Refused(number, "the name appears twice");
            }

            variables.Add(variable);
        }

        return variables;
    }

    private static EnvironmentVariable Assignment(string line, int number, bool holdsKey)
    {
        var assignment = line.StartsWith(Export, StringComparison.Ordinal) ? line[Export.Length..].TrimStart(' ') : line;
        var sign = assignment.IndexOf('=', StringComparison.Ordinal);
        var name = sign < 0 ? "" : assignment[..sign];
        if (!IsName(name))
        {
            throw Refused(
                number, $"it does not begin with a name of letters, digits and underscores, followed by '='{(holdsKey ? SeveralLines : "")}");
        }

        var value = assignment[(sign + 1)..];
        if (value.Any(c => c is '\0' or '\r'))
        {
            throw Refused(number, "it holds a control character that is not allowed in a variable");
        }

        return value.Length == 0 ? new(name, "", "", number) : value[0] switch
        {
            '\'' => new(name, Single(value, number), value[1..^1], number),
            '"' => new(name, Double(value, number), value[1..^1], number),
            _ => new(name, Plain(value, number), value, number),
        };
    }

    private static string Plain(string value, int number)
    {
        if (value[0] is ' ' or '\t' || value[^1] is ' ' or '\t' || value.Contains(" #", StringComparison.Ordinal) || value.Contains("\t#", StringComparison.Ordinal))
        {
            throw Refused(number, "blanks around the value, or a '#' after a blank, need quotes");
        }

        for (var index = 0; index < value.Length; index++)
        {
            RequireNoExpansion(value, index, number, "'\"");
        }

        return value;
    }

    private static string Single(string value, int number)
    {
        var end = value.IndexOf('\'', 1);
        return end == value.Length - 1 && value.Length > 1
            ? value[1..^1]
            : throw Refused(number, $"the single quote does not end at the end of the line{(end < 0 ? SeveralLines : "")}");
    }

    private static string Double(string value, int number)
    {
        var text = new StringBuilder(value.Length);
        for (var index = 1; index < value.Length; index++)
        {
            if (value[index] == '"')
            {
                return index == value.Length - 1 ? text.ToString() : throw Refused(number, "there is text after the closing double quote");
            }

            if (value[index] != '\\')
            {
                RequireNoExpansion(value, index, number, "");
                text.Append(value[index]);
                continue;
            }

            index++;
            text.Append(index < value.Length ? value[index] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '\\' or '"' or '$' or '`' => value[index],
                _ => throw Refused(number, "after a backslash only n, r, t, \\, \", $ and ` are allowed"),
            } : throw Refused(number, $"the double quote does not end{SeveralLines}"));
        }

        throw Refused(number, $"the double quote does not end{SeveralLines}");
    }

    // A shell, and most readers of such files, would expand this. The author may rely on that, or may not know it.
    private static void RequireNoExpansion(string value, int index, int number, string quotes)
    {
        var next = index + 1 < value.Length ? value[index + 1] : ' ';
        if (value[index] == '`' || (value[index] == '$'
            && (char.IsAsciiLetterOrDigit(next) || next is '_' or '{' or '(' || Parameters.Contains(next, StringComparison.Ordinal)
                || quotes.Contains(next, StringComparison.Ordinal))))
        {
            throw Refused(number, "a shell would expand text after a '$' or in backticks: use single quotes, or a backslash before it in double quotes");
        }
    }

    private static FormatException Refused(int line, string why) => new($"line {line}: {why}");
}
