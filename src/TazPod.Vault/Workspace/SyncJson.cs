using System.Buffers;
using System.Text.Json;

namespace TazPod.Vault.Workspace;

/// <summary>Reads and writes <c>sync.json</c> member by member.</summary>
/// <remarks>A serializer first describes each type to itself, which every build step would pay: a tenth of a push with nothing new.</remarks>
internal static class SyncJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true };

    /// <summary>The layout's version, which can be read whatever else is there.</summary>
    /// <exception cref="JsonException">It is no object.</exception>
    public static int VersionOf(ReadOnlyMemory<byte> json) => Understand(json, root => NumberOf(root, "version") ?? SyncDocument.CurrentVersion);

    /// <summary>Reads a document of the current layout; members that it does not know are passed over.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static SyncDocument Read(ReadOnlyMemory<byte> json) => Understand(json, root => new SyncDocument
    {
        LocalKey = TextOf(root, "localKey") ?? "",
        Files = EntriesOf(root, "files", ReadFile),
    });

    /// <summary>The document as it is kept.</summary>
    public static byte[] Write(SyncDocument document)
    {
        var json = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(json, Layout))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", document.Version);
            writer.WriteString("localKey", document.LocalKey);
            WriteEntries(writer, "files", document.Files, WriteFile);
            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }

    private static FileState ReadFile(JsonElement file) => new()
    {
        Facts = file.TryGetProperty("facts", out var facts)
            ? new VaultFacts(
                Required(facts, "vaultSha256"),
                Convert.ToHexStringLower(Convert.FromHexString(Required(facts, "salt"))),
                TextOf(facts, "contentSha256"),
                TextOf(facts, "treeMac"))
            {
                Tag = TextOf(facts, "tag"),
                KeyCheck = TextOf(facts, "keyCheck"),
                LocalMac = TextOf(facts, "localMac"),
            }
            : null,
        Remotes = file.TryGetProperty("remotes", out var remotes) ? [.. remotes.EnumerateArray().Select(ReadRemote)] : [],
        Secrets = EntriesOf(file, "secrets", secrets => new SecretsFacts(Required(secrets, "vaultSha256"), Required(secrets, "localMac"))),
    };

    private static RemoteFacts ReadRemote(JsonElement remote) =>
        new(Required(remote, "endpoint"), Required(remote, "bucket"), Required(remote, "key"))
        {
            ETag = TextOf(remote, "eTag"),
            SeenAbsent = FlagOf(remote, "seenAbsent") ?? false,
            VaultSha256 = TextOf(remote, "vaultSha256"),
            TreeMac = TextOf(remote, "treeMac"),
            Stamp = TextOf(remote, "stamp"),
            SyncedSha256 = TextOf(remote, "syncedSha256"),
            HonoursConditions = FlagOf(remote, "honoursConditions"),
            Pending = remote.TryGetProperty("pending", out var pending)
                ? new PendingPush(Required(pending, "historyKey"), Required(pending, "vaultSha256"))
                : null,
            Restoring = remote.TryGetProperty("restoring", out var restoring)
                ? new PendingRestore(NumberOf(restoring, "index") ?? 0, Required(restoring, "stamp"), TextOf(restoring, "eTag"))
                : null,
        };

    private static void WriteFile(Utf8JsonWriter writer, FileState file)
    {
        if (file.Facts is { } facts)
        {
            writer.WriteStartObject("facts");
            writer.WriteString("vaultSha256", facts.VaultSha256);
            writer.WriteString("salt", facts.Salt);
            WriteKnown(writer, "contentSha256", facts.ContentSha256);
            WriteKnown(writer, "treeMac", facts.TreeMac);
            WriteKnown(writer, "tag", facts.Tag);
            WriteKnown(writer, "keyCheck", facts.KeyCheck);
            WriteKnown(writer, "localMac", facts.LocalMac);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("remotes");
        foreach (var remote in file.Remotes)
        {
            WriteRemote(writer, remote);
        }

        writer.WriteEndArray();
        WriteEntries(writer, "secrets", file.Secrets, static (writer, secrets) =>
        {
            writer.WriteString("vaultSha256", secrets.VaultSha256);
            writer.WriteString("localMac", secrets.LocalMac);
        });
    }

    private static void WriteRemote(Utf8JsonWriter writer, RemoteFacts remote)
    {
        writer.WriteStartObject();
        writer.WriteString("endpoint", remote.Endpoint);
        writer.WriteString("bucket", remote.Bucket);
        writer.WriteString("key", remote.Key);
        WriteKnown(writer, "eTag", remote.ETag);
        if (remote.SeenAbsent)
        {
            writer.WriteBoolean("seenAbsent", true);
        }

        WriteKnown(writer, "vaultSha256", remote.VaultSha256);
        WriteKnown(writer, "treeMac", remote.TreeMac);
        WriteKnown(writer, "stamp", remote.Stamp);
        WriteKnown(writer, "syncedSha256", remote.SyncedSha256);
        if (remote.HonoursConditions is { } honours)
        {
            writer.WriteBoolean("honoursConditions", honours);
        }

        if (remote.Pending is { } pending)
        {
            writer.WriteStartObject("pending");
            writer.WriteString("historyKey", pending.HistoryKey);
            writer.WriteString("vaultSha256", pending.VaultSha256);
            writer.WriteEndObject();
        }

        if (remote.Restoring is { } restoring)
        {
            writer.WriteStartObject("restoring");
            writer.WriteNumber("index", restoring.Index);
            writer.WriteString("stamp", restoring.Stamp);
            WriteKnown(writer, "eTag", restoring.ETag);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteEntries<T>(
        Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, T> entries, Action<Utf8JsonWriter, T> members)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in entries)
        {
            writer.WriteStartObject(key);
            members(writer, value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static T Understand<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new JsonException("a member is of another kind", exception);
        }
    }

    private static Dictionary<string, T> EntriesOf<T>(JsonElement parent, string name, Func<JsonElement, T> read)
    {
        var entries = new Dictionary<string, T>();
        if (parent.TryGetProperty(name, out var members))
        {
            foreach (var member in members.EnumerateObject())
            {
                entries[member.Name] = read(member.Value);
            }
        }

        return entries;
    }

    private static string Required(JsonElement parent, string name) => TextOf(parent, name) ?? throw new JsonException($"{name} is missing");

    private static string? TextOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static int? NumberOf(JsonElement parent, string name) => parent.TryGetProperty(name, out var member) ? member.GetInt32() : null;

    private static bool? FlagOf(JsonElement parent, string name) => parent.TryGetProperty(name, out var member) ? member.GetBoolean() : null;
}
