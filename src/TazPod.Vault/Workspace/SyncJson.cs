using System.Text.Json;
using TazPod.Vault.Archive.Gzip;

namespace TazPod.Vault.Workspace;

/// <summary>Reads and writes <c>sync.json</c>.</summary>
internal static class SyncJson
{
    /// <summary>The layout's version. It can be read whatever the rest of the document contains.</summary>
    /// <exception cref="JsonException">The document is not an object, or the version is not a number.</exception>
    public static int VersionOf(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, SyncJsonContext.Default.SyncVersion)?.Version ?? throw new JsonException("it is not an object");

    /// <summary>Reads a document of the current layout. Unknown members are ignored.</summary>
    /// <exception cref="JsonException">It is not a valid document.</exception>
    public static SyncDocument Read(ReadOnlySpan<byte> json)
    {
        var document = JsonSerializer.Deserialize(json, SyncJsonContext.Default.SyncDocument) ?? throw new JsonException("it is not an object");
        foreach (var file in document.Files.Values)
        {
            // Elements of a list or dictionary are null if the file says so, whatever their type.
            if (file is null || file.Remotes.Contains(null!) || file.Secrets.Values.Contains(null!))
            {
                throw new JsonException("a member is null");
            }

            RequireHex(file.Facts?.SealId ?? "");
            RequireHex(file.Merge?.Theirs.SealId ?? "");
            RequireRevision(file.Facts?.Revision);
            RequireRevision(file.Merge?.Theirs.Revision);
            foreach (var remote in file.Merge is { } merge ? file.Remotes.Append(merge.Remote) : file.Remotes)
            {
                RequireNumber(remote.OpenedRevision);
            }
        }

        return document with { Version = SyncDocument.CurrentVersion };
    }

    /// <summary>Serializes the document.</summary>
    public static byte[] Write(SyncDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, SyncJsonContext.Default.SyncDocument);

    private static void RequireRevision(VaultRevision? revision)
    {
        if (revision is not null && revision != VaultRevision.None)
        {
            RequireNumber(revision.Number);
            RequireHex(revision.Id);
            if (revision.Id.Length != 2 * VaultRevision.IdSize)
            {
                throw new JsonException("the id of a revision has another length");
            }
        }
    }

    private static void RequireNumber(long revision)
    {
        if (revision is < 0 or >= VaultRevision.Limit)
        {
            throw new JsonException("the number of a revision is out of range");
        }
    }

    private static void RequireHex(string text)
    {
        try
        {
            Convert.FromHexString(text);
        }
        catch (FormatException exception)
        {
            throw new JsonException("an id does not consist of hex digits", exception);
        }
    }
}
