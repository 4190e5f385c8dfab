using TazPod.Build.Testing;
using TazPod.Testing;

namespace TazPod.Build.Tests.Testing;

/// <summary>Runs this suite once more, with a filter that only leaves the samples.</summary>
public sealed class SuiteProcessTests : IDisposable
{
    private readonly TemporaryDirectory results = new("results");

    public void Dispose() => results.Dispose();

    [Fact]
    public async Task A_filter_is_a_part_of_the_full_names_in_any_case()
    {
        Assert.Equal(2, await CountAsync("SampleTests.A_sample_with_cases"));
        Assert.Equal(2, await CountAsync("*sampletests.a_SAMPLE_with*"));
        Assert.Equal(1, await CountAsync("A_sample_with_cases(name: \"one"));
        Assert.Equal(0, await CountAsync("no test has such a name"));
    }

    [Fact]
    public async Task A_report_says_how_each_test_ended()
    {
        var result = await RunAsync("SampleTests", new() { [SampleTests.IsSpecial] = "1" });

        Assert.Null(result.Trouble);
        Assert.Equal("2 passed, 1 failed, 1 skipped", TestCounts.Of(result.Results).ToString());
        Assert.Equal(["1 skipped: it is a sample"], SkippedTests.Describe(result.Results));
        var failure = Assert.Single(result.Results, test => test.Outcome == TestOutcome.Failed).Describe();
        Assert.StartsWith("FAILED TazPod.Build.Tests.Testing.SampleTests.A_sample_that_fails_when_it_is_told_to\nAssert.False() Failure", failure, StringComparison.Ordinal);
        Assert.Contains("SampleTests.cs:line ", failure, StringComparison.Ordinal);
        Assert.EndsWith("what it printed", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suite_without_a_report_is_in_trouble()
    {
        var missing = new TestSuite(Repository.Combine("tests", "Missing.Tests", "Missing.Tests.csproj"));

        var result = await new SuiteProcess(results.Path, null, new Dictionary<string, string?>()).RunAsync(missing, TestContext.Current.CancellationToken);

        Assert.Empty(result.Results);
        Assert.StartsWith("Missing.Tests ended with exit code ", result.Trouble, StringComparison.Ordinal);
        Assert.Contains("Missing.Tests.dll", result.Trouble, StringComparison.Ordinal);
    }

    private async Task<int> CountAsync(string filter)
    {
        var result = await RunAsync(filter, []);
        Assert.Null(result.Trouble);
        return result.Results.Count;
    }

    private async Task<SuiteResult> RunAsync(string filter, Dictionary<string, string?> variables)
    {
        var own = TestSuites.Choose(TestSuites.Find(Repository.Root), ["Build"]);
        return await new SuiteProcess(results.Path, filter, variables).RunAsync(Assert.Single(own), TestContext.Current.CancellationToken);
    }
}
