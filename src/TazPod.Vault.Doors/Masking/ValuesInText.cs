using System.Text;
using System.Text.Json;
using TazPod.Vault.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TazPod.Vault.Doors.Masking;

/// <summary>The values that a file of secrets holds, as single lines: as whatever reads the file takes them, and as they stand in it.</summary>
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

    /// <summary>Of YAML and JSON every scalar, and no name. Of what is not quite that, what can be read of it and of each line, and, as of
    /// anything else, every line and what follows the first <c>=</c>, <c>: </c> or leading dash in it.</summary>
    /// <param name="name">The file's name: it says what the file is.</param>
    /// <param name="text">What it holds.</param>
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

    // A value will be printed without what stands before it in its line, and without what ends it there.
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

    /// <returns>Whether it was read to its end; what was read before it broke off counts all the same.</returns>
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
            // The second is text whose escapes are no Unicode.
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
            // All but the first is what the library throws, undocumented, at escapes and numbers that no one writes on purpose.
            return false;
        }
    }
}
