namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>The steps that VaultStatus names work in the state that it describes.</summary>
public sealed class StatusAdviceTests
{
    private static readonly Dictionary<string, (Action<Stage> Prepare, Step[] Way)> Walks = new()
    {
        ["no vault"] = (stage => stage.SetUp(), ["SaveVault"]),
        ["only in the store"] = (stage => stage.Pushed().MoveTo("fresh"), ["PullVault"]),
        ["only here"] = (stage => stage.SetUp().Do("SaveVault"), ["PushVault"]),
        ["saved here"] = (stage => stage.Pushed().Save("mine"), ["PushVault"]),
        ["edited here"] = (stage => stage.Pushed().Edit("mine"), ["SaveVault"]),
        ["pushed by another"] = (stage => stage.Pushed().AnotherPushes("theirs"), ["PullVault"]),
        ["pulled"] = (stage => stage.Pushed().AnotherPushes("theirs").Do("PullVault"), ["UnlockVault"]),
        ["an older copy"] = (stage => stage.PushedTwice().Do("PullVault --index=2"), ["RestoreVault --index=2 --yes"]),
        ["an older copy, back to latest"] = (stage => stage.PushedTwice().Do("PullVault --index=2"), ["PullVault"]),
        ["edited here, pushed by another"] = (stage => stage.Pushed().Edit("mine").AnotherPushes("theirs"), ConflictRefusals.MergeTrees),
        ["edited here, another's pulled"] = (stage => stage.Pushed().Edit("mine").AnotherPushes("theirs").Do("PullVault"), ConflictRefusals.MergeTrees),
        ["saved here, pushed by another"] = (stage => stage.Pushed().Save("mine").AnotherPushes("theirs"), ConflictRefusals.MergeVaults),
        ["never synced"] = (stage => stage.Pushed().MoveTo("fresh").Save("fresh"), ConflictRefusals.MergeVaults),
        ["damaged"] = (stage => stage.Pushed().Write("vault.tar.aes", "cut"), ["PullVault"]),
        ["damaged, never pushed"] = (stage => stage.SetUp().Do("SaveVault").Write("vault.tar.aes", "cut"), ["SaveVault --force"]),
    };

    public static TheoryData<string> States => [.. Walks.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Every_step_that_the_status_names_works(string state)
    {
        var (prepare, way) = Walks[state];
        await using var stage = await Stage.OpenAsync(isOnS3: false);
        prepare(stage);
        stage.Do("VaultStatus");
        var advice = stage.Bench.Lines[^1];

        foreach (var step in way)
        {
            Assert.True(step.IsNamedBy(advice, "VaultStatus --yes"), $"'{step}' is not named by: {advice}");
            if (step.Work is { } work)
            {
                work(stage);
            }
            else if (stage.Run(step.Text) != 0)
            {
                Assert.Equal("MergeVault", step.Text);
                advice = stage.Hint;
            }
        }

        stage.Do("VaultStatus");
        Assert.DoesNotContain("merge", stage.Bench.Lines[^1], StringComparison.Ordinal);
    }
}
