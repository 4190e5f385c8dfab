using System.Text;
using CsCheck;
using TazPod.Testing;
using TazPod.Testing.Processes;
using TazPod.Vault.Merging;
using TazPod.Vault.Tests.Hostile;

namespace TazPod.Vault.Tests.Merging;

/// <summary>Compares merges of generated texts with those of other programs.</summary>
public sealed class LineMergeOracleTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    // Every line of base is there once, and edits add other lines, so that there is only one way to compare.
    private static readonly Gen<(string Base, string Ours, string Theirs)> Texts = Gen.Int[0, 12].SelectMany(count => Edited([.. Enumerable.Range(100, count)]));

    public void Dispose() => directory.Dispose();

    [Fact]
    public void What_git_merges_too_is_the_same() => Compare(
        "git", ["merge-file", "-p", "ours", "base", "theirs"], (ours, git) => ours is null || git.ExitCode != 0 || ours == git.Output);

    [Fact]
    public void What_diff3_merges_and_nothing_else_is_merged() => Compare(
        "diff3", ["-m", "-E", "ours", "base", "theirs"], (ours, diff3) => ours == (diff3.ExitCode == 0 ? diff3.Output : null));

    private void Compare(string program, string[] arguments, Func<string?, ProcessEnd, bool> agrees)
    {
        Assert.SkipUnless(IsHere(program), $"{program} is not on this machine");
        var merged = 0;
        Texts.Spend(
            300,
            text =>
            {
                Write("base", text.Base);
                Write("ours", text.Ours);
                Write("theirs", text.Theirs);
                var ours = Merged(text);
                merged += ours is null ? 0 : 1;
                var other = new TestCommand(program, arguments) { Directory = directory.Path }.Run();
                Assert.True(agrees(ours, other), $"ours: {ours}\n{program}, {other.ExitCode}: {other.Output}");
            },
            text => text.ToString());
        Assert.True(merged > 50, $"only {merged} cases were merged");
    }

    private static string? Merged((string Base, string Ours, string Theirs) texts) => LineMerge.Merge(
        Encoding.UTF8.GetBytes(texts.Base), Encoding.UTF8.GetBytes(texts.Ours), Encoding.UTF8.GetBytes(texts.Theirs), ConflictChoice.None).Content is { } content
        ? Encoding.UTF8.GetString(content) : null;

    private static Gen<(string Base, string Ours, string Theirs)> Edited(int[] lines) =>
        Gen.Select(Edits(lines), Edits(lines), (ours, theirs) => (Text(lines), Text(ours), Text(theirs)));

    private static Gen<int[]> Edits(int[] lines) => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 20], Gen.Int[0, 7]).Array[0, 3].Select(edits =>
    {
        var edited = lines.ToList();
        foreach (var (kind, at, line) in edits)
        {
            var place = at % (edited.Count + 1);
            if (kind == 0 || place == edited.Count)
            {
                edited.Insert(place, line);
            }
            else if (kind == 1)
            {
                edited.RemoveAt(place);
            }
            else
            {
                edited[place] = line;
            }
        }

        return edited.ToArray();
    });

    private static string Text(int[] lines) => string.Concat(lines.Select(line => $"{line}\n"));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(directory.Path, name), text);

    private static bool IsHere(string program) => Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator)
        .Any(place => File.Exists(Path.Combine(place, program))) == true;
}
