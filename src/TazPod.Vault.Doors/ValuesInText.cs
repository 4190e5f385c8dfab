using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TazPod.Vault.Doors;

/// <summary>The values that a file of secrets holds, as single lines: as whatever reads the file takes them, and as they stand in it.</summary>
internal static class ValuesInText
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Of YAML and JSON every scalar, and no name; of anything else, and of what only looks like them, every line and what follows
    /// a <c>=</c> in it.</summary>
    /// <param name="name">The file's name: it says what the file is.</param>
    /// <param name="text">What it holds.</param>
    public static IEnumerable<string> Of(string name, string text) =>
        (Structured(Path.GetExtension(name), text.TrimStart('\uFEFF')) ?? InLines(text))
            .SelectMany(value => value.Split('\n', '\r'))
            .Select(line => line.Trim());

    private static List<string>? Structured(string extension, string text) => extension.ToUpperInvariant() switch
    {
        ".JSON" => InJson(text),
        ".YAML" or ".YML" => InYaml(text),
        _ when text.TrimStart().StartsWith('{') || text.TrimStart().StartsWith('[') => InJson(text),
        _ => null,
    };

    private static IEnumerable<string> InLines(string text) => text.Split('\n').SelectMany(InLine);

    // A line of variables holds a value that will be printed without its name.
    private static IEnumerable<string> InLine(string line)
    {
        yield return line;
        yield return line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim().Trim('"', '\'');
        if (EnvironmentText.TryLine(line) is { } variable)
        {
            yield return variable.Value;
            yield return variable.Raw;
        }
    }

    private static List<string>? InJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            var values = new List<string>();
            Add(document.RootElement, values);
            return values;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is text whose escapes are no Unicode.
            return null;
        }
    }

    private static void Add(JsonElement element, List<string> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Add(property.Value, values);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Add(item, values);
                }

                break;
            case JsonValueKind.String:
                values.Add(element.GetString()!);
                values.Add(element.GetRawText()[1..^1]);
                break;
            case JsonValueKind.Number:
                values.Add(element.GetRawText());
                break;
        }
    }

    private static List<string>? InYaml(string text)
    {
        try
        {
            var values = new List<string>();
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                if (parser.Current is Scalar { IsKey: false } scalar)
                {
                    values.Add(scalar.Value);
                    values.Add(text[(int)scalar.Start.Index..(int)scalar.End.Index].Trim().Trim('"', '\''));
                }
            }

            return values;
        }
        catch (Exception exception)
            when (exception is YamlException or ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // All but the first is what the library throws, undocumented, at escapes and numbers that no one writes on purpose.
            return null;
        }
    }
}
