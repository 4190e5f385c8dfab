using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests;

/// <summary>Each folder of the library is a room, and the arrows between rooms point one way: a room uses only rooms before it in <see
/// cref="FromBottomToTop"/>. So there is no cycle, and a room can be read without the ones above it.</summary>
public sealed partial class RoomsTests
{
    private static readonly string[] FromBottomToTop =
    [
        "Errors",
        "Text",
        "Files",
        "Storage",
        "History",
        "Lineages",
        "Archive/Entries",
        "Archive/Gzip",
        "Archive/Tar",
        "Archive/Tree",
        "Archive",
        "Merging",
        "Sealing",
        "Workspace",
        "Secrets/Swap",
        "Secrets/Memory",
        "Results",
        "Hosting",
        "Settings",
        "Options",
        "Session",
        "Verbs",
        "Downloads",
        "Copies",
        "Opening",
        "Verifying",
        "Snapshots",
        "Sync",
        "Secrets/Commands",
        "Secrets",
        "Secrets/Editing",
        "Secrets/Merge",
        "Setup",
        ".",
    ];

    // Rooms at the bottom that use even fewer rooms than their position would allow.
    private static readonly Dictionary<string, string[]> Independent = new()
    {
        ["Archive/Gzip"] = ["Errors", "Files"],
        ["Archive/Tar"] = ["Archive/Entries", "Errors"],
        ["Lineages"] = ["Errors", "Files", "History", "Storage"],
        ["Merging"] = ["Archive", "Archive/Entries", "Errors", "Text"],
        ["Options"] = ["Errors", "Lineages", "Settings"],
        ["Sealing"] = ["Errors", "Files"],
        ["Secrets/Memory"] = ["Errors", "Files"],
        ["Storage"] = ["Errors", "Files", "Text"],
        ["Workspace"] = ["Archive/Gzip", "Errors", "Files", "Sealing"],
    };

    private static readonly SourceFile[] Files = [.. Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories)
        .Select(path => new SourceFile(Path.GetRelativePath(Source(), path).Replace('\\', '/'), File.ReadAllText(path)))
        .Where(file => !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal))];

    private static readonly Dictionary<string, string> RoomOfType = Files
        .SelectMany(file => Declaration().Matches(file.Text).Select(match => (Type: match.Groups[1].Value, file.Room)))
        .Distinct()
        .ToDictionary(declared => declared.Type, declared => declared.Room);

    public static TheoryData<string> Rooms => [.. Files.Select(file => file.Room).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_rooms_below_it(string room)
    {
        var place = Array.IndexOf(FromBottomToTop, room);
        Assert.True(place >= 0, $"{room} is a new room: add it here and in docs/ARCHITECTURE.md");
        var allowed = Independent.GetValueOrDefault(room) ?? FromBottomToTop[..place];

        var used = Files.Where(file => file.Room == room)
            .SelectMany(file => Words(file.Text).Where(RoomOfType.ContainsKey).Select(word => (file.Path, Type: word, Room: RoomOfType[word])))
            .Where(use => use.Room != room && !allowed.Contains(use.Room))
            .Select(use => $"{use.Path} uses {use.Type} of {use.Room}");

        Assert.Empty(used);
    }

    [Fact]
    public void Only_the_room_for_sealing_knows_the_format_of_a_vault()
    {
        string[] known = [nameof(IVaultFormat), nameof(VaultFormat), nameof(SealMark), nameof(IUnlocker), nameof(SealingBuffer), nameof(OpenedPlaintext), nameof(Passphrase), nameof(TreeMacKey), nameof(SealingWarmUp)];
        var hidden = RoomOfType.Where(type => type.Value == "Sealing" && !known.Contains(type.Key)).Select(type => type.Key).Append("Salt").ToHashSet(StringComparer.Ordinal);

        var used = Files.Where(file => file.Room != "Sealing")
            .SelectMany(file => Words(file.Text).Where(hidden.Contains).Select(word => $"{file.Path} uses {word}"));

        Assert.NotEmpty(hidden);
        Assert.Empty(used);
    }

    [Fact]
    public void Every_room_has_its_namespace()
    {
        var others = Files.Where(file => !file.Text.Contains(
            file.Room == "." ? "namespace TazPod.Vault;" : $"namespace TazPod.Vault.{file.Room.Replace('/', '.')};", StringComparison.Ordinal));

        Assert.Empty(others.Select(file => file.Path));
    }

    [Fact]
    public void The_service_uses_no_door_and_no_cloud()
    {
        var references = typeof(VaultService).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(
            references,
            name => name.StartsWith("AWSSDK", StringComparison.Ordinal) || name.StartsWith("Cake", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Build", StringComparison.Ordinal));
    }

    // Names of types in code, except in comments, in text, as members, and as assigned names.
    private static IEnumerable<string> Words(string text) =>
        Word().Matches(TextLiteral().Replace(Comment().Replace(text, ""), Holes)).Select(match => match.Value).Distinct();

    private static string Holes(Match literal) => string.Join(' ', Hole().Matches(literal.Value).Select(match => match.Value));

    private sealed record SourceFile(string Path, string Text)
    {
        public string Room { get; } = System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } room ? room.Replace('\\', '/') : ".";
    }

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|readonly|ref|partial|unsafe)\s+)*(?:class|record struct|record|struct|interface|enum|delegate \S+)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"//.*$|^using .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex TextLiteral();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    // Not a word after a type, which is the name of a member or a parameter.
    [GeneratedRegex(@"(?<![\w.]|\b(?!new|return|is|as|in|out|ref|await|throw|case|static|readonly|public|private|internal|params|override|not|or|and|where)\w+[?>\]]* )[A-Z]\w+\b(?!\s*=[^=>])")]
    private static partial Regex Word();

    private static string Source([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "TazPod.Vault"));
}
