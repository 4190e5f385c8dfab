using System.Text.Json;

namespace TazPod.Vault.Workspace;

/// <summary>Reads and writes <c>sync.json</c>.</summary>
internal static class SyncJson
{
    /// <summary>The layout's version, which can be read whatever else is there.</summary>
    /// <exception cref="JsonException">It is no object, or the version is no number.</exception>
    public static int VersionOf(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, SyncJsonContext.Default.SyncVersion)?.Version ?? throw new JsonException("it is no object");

    /// <summary>Reads a document of the current layout; members that it does not know are passed over.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static SyncDocument Read(ReadOnlySpan<byte> json)
    {
        var document = JsonSerializer.Deserialize(json, SyncJsonContext.Default.SyncDocument) ?? throw new JsonException("it is no object");
        foreach (var file in document.Files.Values)
        {
            // What a list or a dictionary holds is null where the file says so, whatever its type.
            if (file is null || file.Remotes.Contains(null!) || file.Secrets.Values.Contains(null!))
            {
                throw new JsonException("a member is null");
            }

            RequireHex(file.Facts?.SealId ?? "");
        }

        return document with { Version = SyncDocument.CurrentVersion };
    }

    /// <summary>The document as it is kept.</summary>
    public static byte[] Write(SyncDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, SyncJsonContext.Default.SyncDocument);

    private static void RequireHex(string text)
    {
        try
        {
            Convert.FromHexString(text);
        }
        catch (FormatException exception)
        {
            throw new JsonException("the id of a seal is not of hex digits", exception);
        }
    }
}
