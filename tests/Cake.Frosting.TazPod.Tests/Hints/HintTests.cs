using System.Text.RegularExpressions;
using TazPod.Vault;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>Promise 10, clear: the step that a refusal names works in the state that was refused, or leads to one that does.</summary>
public sealed class HintTests(ITestOutputHelper output)
{
    private static readonly Refusal[] Refusals =
        [.. UsageRefusals.All, .. StoreRefusals.All, .. VaultRefusals.All, .. ConflictRefusals.All, .. MachineRefusals.All, .. LineageRefusals.All];

    private static readonly Dictionary<string, (Refusal Refusal, Step[] Way)> Walks =
        Refusals.SelectMany(refusal => refusal.Ways.Select(way => (refusal, way))).ToDictionary(walk => walk.refusal.NameOf(walk.way));

    public static TheoryData<string> Names => [.. Walks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_step_that_is_named_works_or_leads_to_one_that_does(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs special files of Linux");
        var (refusal, way) = Walks[name];
        await using var stage = await Stage.OpenAsync(refusal.IsOnS3);
        refusal.Prepare(stage);

        Assert.True(stage.Run(refusal.Goal) == (int)refusal.Error.ExitCode, $"{refusal.Goal}: {stage.Shown()}");
        Assert.StartsWith($"Error: {refusal.Error.Code}: ", stage.Bench.Error, StringComparison.Ordinal);
        output.WriteLine(stage.Bench.Error);
        var hint = stage.Hint;
        Assert.All(Verbs().Matches(hint).Select(match => match.Value), verb => Assert.Contains(
            refusal.Ways.SelectMany(each => each), step => step.Work is null && step.Words[0] == verb));

        Step goal = refusal.Goal;
        var before = goal;
        var isReached = false;
        var refused = 0;
        foreach (var step in way)
        {
            Assert.True(step.IsNamedBy(hint, goal, before), $"'{step}' is not named by: {hint}");
            if (step.Work is { } work)
            {
                work(stage);
            }
            else if (stage.Run(step.Text) == 0)
            {
                isReached |= step.Words[0] == goal.Words[0];
                before = step;
            }
            else
            {
                output.WriteLine($"{step}: {stage.Bench.Error}");
                hint = stage.Hint;
                refused++;
                before = step;
            }
        }

        Assert.True(refused <= 1, $"{refused} of the steps were refused");
        if (!isReached)
        {
            stage.Do(refusal.Goal);
        }
    }

    [Fact]
    public void Every_row_of_the_error_table_is_walked_or_says_why_not() => Assert.Equal(
        VaultErrors.All.Select(error => error.Code),
        Refusals.Select(refusal => refusal.Error).Concat(OutsideRemedies.Reasons.Keys).Select(error => error.Code).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void No_row_that_is_walked_says_why_not() =>
        Assert.Empty(Refusals.Select(refusal => refusal.Error).Intersect(OutsideRemedies.Reasons.Keys));

    private static Regex Verbs() => new($@"\b({string.Join('|', VaultVerbs.All.Select(verb => verb.Name))})\b");
}
