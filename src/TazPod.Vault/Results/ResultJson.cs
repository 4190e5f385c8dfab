using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Results;

/// <summary>Results as JSON, for scripts: one object, camelCase, common properties first.</summary>
public static class ResultJson
{
    private static readonly string[] First = ["verb", "status", "changed", "summary"];

    // Quotes and accents stay readable: the JSON is written to a file, never into a web page.
    private static readonly JsonSerializerOptions Options = new(ResultJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        TypeInfoResolver = ResultJsonContext.Default.WithAddedModifier(PutFirst),
    };

    /// <summary>The JSON of a result.</summary>
    public static string Of(VerbResult result) => Serialize(result);

    /// <summary>The JSON of a failure.</summary>
    public static string Of(FailureResult failure) => Serialize(failure);

    /// <summary>Writes the JSON atomically, readable only by its owner. A pipe or device is written to directly.</summary>
    /// <exception cref="VaultException">6xxx: it cannot be written.</exception>
    public static void Write(string path, string json)
    {
        var content = System.Text.Encoding.UTF8.GetBytes(json + "\n");
        try
        {
            if (IsSpecial(path))
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                stream.Write(content);
                return;
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write the result to '{path}'");
        }

        StagedFile.Replace(path, content);
    }

    private static string Serialize(object value) => JsonSerializer.Serialize(value, Options.GetTypeInfo(value.GetType()));

    private static void PutFirst(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var place = Array.IndexOf(First, property.Name);
            property.Order = place < 0 ? 0 : place - First.Length;
        }
    }

    // /dev/stdout is a link to a link to a pipe or a terminal, which a rename would not reach. /dev/shm is an ordinary directory.
    private static bool IsSpecial(string path) =>
        path is "/dev/stdout" or "/dev/stderr" || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || FileFacts.Of(StagedFile.ResolveLink(path)).Kind is FileKind.Pipe or FileKind.Device;
}
