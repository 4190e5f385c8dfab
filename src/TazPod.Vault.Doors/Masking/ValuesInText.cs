using System.Text;
using System.Text.Json;
using TazPod.Vault.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TazPod.Vault.Doors.Masking;

/// <summary>The values in a file of secrets, as single lines: both as a program that parses the file gets them, and as they are
/// written.</summary>
internal static class ValuesInText
{
    private static readonly JsonReaderOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        AllowMultipleValues = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly char[] Quotes = ['"', '\''];

    private delegate bool Reading(string text, List<string> values);

    /// <summary>Of YAML and JSON, every scalar and no key. If a file is not valid YAML or JSON, everything that can be parsed from it and
    /// from each of its lines. In that case, and for every other file, also every line and the text after the first <c>=</c>, <c>: </c> or
    /// leading dash in it.</summary>
    /// <param name="name">The file's name, which determines its format.</param>
    /// <param name="text">The file's content.</param>
    public static IEnumerable<string> Of(string name, string text) =>
        Values(ReaderOf(Path.GetExtension(name), text.TrimStart('\uFEFF')), text.TrimStart('\uFEFF'))
            .SelectMany(value => value.Split('\n', '\r'))
            .Select(line => line.Trim());

    private static List<string> Values(Reading? read, string text)
    {
        var values = new List<string>();
        if (read is null || !read(text, values))
        {
            foreach (var line in text.Split('\n'))
            {
                values.AddRange(InLine(line));
                if (read is not null)
                {
                    TryYaml(line.Trim(), values);
                }
            }
        }

        return values;
    }

    private static Reading? ReaderOf(string extension, string text) => extension.ToUpperInvariant() switch
    {
        ".JSON" => TryJson,
        ".YAML" or ".YML" => TryYaml,
        _ when text.TrimStart().StartsWith('{') || text.TrimStart().StartsWith('[') => TryJson,
        _ => null,
    };

    // A value will be printed without the text before it in its line, and without the characters that end it there.
    private static IEnumerable<string> InLine(string line)
    {
        yield return line;
        yield return Bare(After(line, "=") ?? line);
        foreach (var rest in (string?[])[After(line, ": "), After(line, ":\t"), line.TrimStart() is ['-', ' ', .. var item] ? item : null])
        {
            if (rest is not null)
            {
                yield return Bare(rest);
                yield return Bare(rest.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var comment ? rest[..comment] : rest);
            }
        }

        if (EnvironmentText.TryLine(line) is { } variable)
        {
            yield return variable.Value;
            yield return variable.Raw;
        }
    }

    private static string? After(string line, string sign) =>
        line.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at ? line[(at + sign.Length)..] : null;

    private static string Bare(string value) => value.Trim().TrimEnd(',').Trim(Quotes);

    /// <returns>Whether it was read to its end; values that were read before a failure are used, too.</returns>
    private static bool TryJson(string text, List<string> values)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), Lenient);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                {
                    values.Add(Encoding.UTF8.GetString(reader.ValueSpan));
                }

                if (reader.TokenType == JsonTokenType.String)
                {
                    values.Add(reader.GetString()!);
                }
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text whose escapes are not valid Unicode.
            return false;
        }
    }

    /// <returns>As <see cref="TryJson"/>.</returns>
    private static bool TryYaml(string text, List<string> values)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                if (parser.Current is Scalar { IsKey: false } scalar)
                {
                    values.Add(scalar.Value);
                    values.Add(text[(int)scalar.Start.Index..(int)scalar.End.Index].Trim().Trim(Quotes));
                }
            }

            return true;
        }
        catch (Exception exception)
            when (exception is YamlException or ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The library throws all but the first, undocumented, for odd escapes and numbers that occur only by accident.
            return false;
        }
    }
}
