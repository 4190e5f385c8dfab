using TazPod.Vault.Doors.Help;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Doors.Tests.Help;

public sealed class VerbHelpTests
{
    public static TheoryData<string> Verbs => [.. VaultVerbs.All.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void It_explains_everything_that_the_verb_reads_in_80_columns(string name)
    {
        var verb = VaultVerbs.Find(name)!;

        var lines = Lines(verb);
        var text = string.Join(' ', string.Join('\n', lines).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains(verb.Description, text, StringComparison.Ordinal);
        Assert.All(verb.Settings, row =>
        {
            Assert.Contains(row.Argument is { } argument ? $"--{argument} " : $"{row.Name} ", text, StringComparison.Ordinal);
            Assert.Contains(row.Meaning, text, StringComparison.Ordinal);
            Assert.All(row.Environment, variable => Assert.Contains(variable, text, StringComparison.Ordinal));
            Assert.Contains(row.ConfigurationKey ?? "", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void It_has_two_examples_with_arguments_that_the_verb_reads(string name)
    {
        var verb = VaultVerbs.Find(name)!;

        Assert.Equal(2, verb.Examples.Distinct().Count());
        Assert.All(verb.Examples, example => Assert.All(ArgumentsIn(example), argument =>
            Assert.Contains(verb.Settings, row => row.Argument == argument)));
    }

    [Fact]
    public void Names_are_followed_by_meaning_default_and_origins()
    {
        var lines = Lines(VaultVerbs.Push);

        Assert.Equal("PushVault", lines[0]);
        Assert.Contains("  --target=PushVault --merge", lines);
        var at = lines.IndexOf("  --retention             how many history copies are kept (default: 50)");
        Assert.Equal("                          TAZPOD_RETENTION, config.yaml: vault.retention", lines[at + 1]);
        Assert.Contains("    5  the other side has changed, or another process holds the workspace", lines);
    }

    [Fact]
    public void Exit_codes_are_those_of_the_verb()
    {
        Assert.Contains("    3  the lineage is empty", Lines(VaultVerbs.LineageStatus));
        Assert.Contains("    4  the login failed, or nobody confirmed it", Lines(VaultVerbs.Login));
        Assert.DoesNotContain(Lines(VaultVerbs.Login), line => line.StartsWith("    3  ", StringComparison.Ordinal));
        Assert.DoesNotContain(Lines(VaultVerbs.Save), line => line.StartsWith("    4  ", StringComparison.Ordinal));
    }

    private static List<string> Lines(Verb verb) => [.. new VerbHelp(verb, verb.Name, $"--target={verb.Name}", 80).Lines()];

    private static IEnumerable<string> ArgumentsIn(string example) =>
        example.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word[2..].Split('=')[0]);
}
