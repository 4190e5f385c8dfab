using System.Text.Json;

namespace TazPod.Vault.Merging;

/// <summary>Checks the format that a file's name promises: JSON, YAML, or <c>NAME=value</c> lines.</summary>
internal static class Syntax
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Whether both sides are valid, but not what was made of them.</summary>
    public static bool IsBroken(string path, byte[] ours, byte[] theirs, byte[] merged) =>
        Check(path) is { } isValid && !isValid(merged) && isValid(ours) && isValid(theirs);

    private static Func<byte[], bool>? Check(string path) => Path.GetExtension(path) switch
    {
        ".json" => IsJson,
        ".yaml" or ".yml" => YamlSyntax.IsValid,
        _ => DotenvFile.IsNamed(path) ? content => DotenvFile.IsValid(content) : null,
    };

    private static bool IsJson(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Strict);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
