using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace TazPod.Vault.Doors.Tests;

/// <summary>The shared code of the doors uses none of them, and its folders are rooms: each uses only those before it in <see
/// cref="FromBottomToTop"/>.</summary>
public sealed partial class RoomsTests
{
    private static readonly string[] FromBottomToTop = ["Files", "Printing", "Help", "Ci", "Masking", "Terminals", "Signals", "Reports", "."];

    private static readonly string Source = SourceDirectory();

    private static readonly (string Room, string Type, string Text)[] Files = [.. Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
        .Select(path => (Path: Path.GetRelativePath(Source, path), Text: File.ReadAllText(path)))
        .Where(file => !file.Path.StartsWith("obj", StringComparison.Ordinal) && !file.Path.StartsWith("bin", StringComparison.Ordinal))
        .Select(file => (
            Path.GetDirectoryName(file.Path) is { Length: > 0 } room ? room.Replace('\\', '/') : ".", Path.GetFileNameWithoutExtension(file.Path), file.Text))];

    [Fact]
    public void The_shared_code_uses_no_door()
    {
        var references = typeof(VerbRunner).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(
            references,
            name => name.StartsWith("Cake", StringComparison.Ordinal) || name.StartsWith("Microsoft.Build", StringComparison.Ordinal)
                || name.StartsWith("AWSSDK", StringComparison.Ordinal));
    }

    [Fact]
    public void A_room_uses_only_rooms_below_it()
    {
        Assert.Empty(Files.Select(file => file.Room).Except(FromBottomToTop));
        Assert.Empty(
            from user in Files
            from used in Files
            where Array.IndexOf(FromBottomToTop, used.Room) > Array.IndexOf(FromBottomToTop, user.Room)
            where Regex.IsMatch(Comment().Replace(user.Text, ""), $@"(?<![\w.""]){used.Type}\b")
            select $"{user.Type} of {user.Room} uses {used.Type} of {used.Room}");
    }

    [Fact]
    public void Every_room_has_its_namespace() => Assert.Empty(Files
        .Where(file => !file.Text.Contains(
            file.Room == "." ? "namespace TazPod.Vault.Doors;" : $"namespace TazPod.Vault.Doors.{file.Room};", StringComparison.Ordinal))
        .Select(file => file.Type));

    [GeneratedRegex("//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    private static string SourceDirectory([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "TazPod.Vault.Doors"));
}
