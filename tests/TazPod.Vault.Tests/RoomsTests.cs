using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace TazPod.Vault.Tests;

/// <summary>Arrows between the rooms point one way.</summary>
public sealed partial class RoomsTests
{
    // Each room, and the rooms that it may know. Storage, Archive, Sealing and Workspace do not know each other.
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Errors"] = [],
        ["Files"] = ["Errors"],
        ["Storage"] = ["Errors", "Files"],
        ["Archive"] = ["Errors", "Files"],
        ["Sealing"] = ["Errors", "Files"],
        ["Workspace"] = ["Errors", "Files"],
        ["History"] = ["Storage"],
        ["Lineages"] = ["Errors", "History", "Storage"],
        ["Settings"] = ["Errors", "Files", "History", "Lineages"],
        ["Secrets"] = ["Archive", "Errors", "Files", "History"],
        ["Results"] = ["Errors", "Files", "History", "Lineages", "Storage"],
        ["Verbs"] = ["Archive", "Errors", "Files", "History", "Lineages", "Results", "Sealing", "Secrets", "Settings", "Storage", "Workspace"],
    };

    public static TheoryData<string> Rooms => [.. Directory.EnumerateDirectories(Source())
        .Select(path => Path.GetFileName(path)).Where(name => name is not ("bin" or "obj"))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_the_rooms_below_it(string room)
    {
        Assert.True(MayKnow.TryGetValue(room, out var allowed), $"{room} is a new room: say here what it may know");

        var known = Directory.EnumerateFiles(Path.Combine(Source(), room), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Mention().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(name => name != room && MayKnow.ContainsKey(name))
            .Distinct();

        Assert.Empty(known.Except(allowed));
    }

    [Fact]
    public void The_service_knows_no_door_and_no_cloud()
    {
        var references = typeof(VaultService).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(
            references,
            name => name.StartsWith("AWSSDK", StringComparison.Ordinal) || name.StartsWith("Cake", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Build", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\bTazPod\.Vault\.(\w+)")]
    private static partial Regex Mention();

    private static string Source([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "TazPod.Vault"));
}
