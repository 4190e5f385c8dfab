using TazPod.Build.Testing;

namespace TazPod.Build.Tests.Testing;

public sealed class TestRunTests
{
    private readonly List<string> said = [];

    [Fact]
    public async Task Each_suite_that_ends_is_one_line_of_progress()
    {
        await RunAsync(Suites(3), suite => new SuiteResult(suite, Passed(602)));

        Assert.Equal(["1 of 3 suites, 602 passed", "2 of 3 suites, 1,204 passed", "3 of 3 suites, 1,806 passed"], said);
    }

    [Fact]
    public async Task A_failure_is_printed_whole_before_the_line_and_counted_from_then_on()
    {
        var failure = new ReportedTest("A.B.c", TestOutcome.Failed, "one\ntwo", "at A.B.c() in B.cs:line 1", "printed");

        await RunAsync(Suites(2), suite => new SuiteResult(suite, suite.ShortName == "0" ? [failure, .. Passed(1)] : Passed(1)), isInOrder: true);

        Assert.Equal(
            ["FAILED A.B.c\none\ntwo\nat A.B.c() in B.cs:line 1\nprinted", "1 of 2 suites, 1 passed, 1 failed", "2 of 2 suites, 2 passed, 1 failed"],
            said);
    }

    [Fact]
    public async Task Trouble_is_printed_and_the_other_suites_run()
    {
        var run = await RunAsync(Suites(2), suite => new SuiteResult(suite, [], suite.ShortName == "0" ? "it crashed" : null), isInOrder: true);

        Assert.Equal(["it crashed", "1 of 2 suites, 0 passed", "2 of 2 suites, 0 passed"], said);
        Assert.Equal("TazPod.0.Tests", Assert.Single(run.SuitesThatFailedToRun).Name);
    }

    [Fact]
    public async Task As_many_suites_run_at_once_as_there_are_processors()
    {
        var (running, most) = (0, 0);
        var suites = Suites(3 * Environment.ProcessorCount);
        var run = new TestRun(
            suites,
            async (suite, cancel) =>
            {
                lock (suites)
                    most = Math.Max(most, ++running);
                await Task.Delay(50, cancel);
                lock (suites)
                    running--;
                return new SuiteResult(suite, []);
            },
            said.Add);

        await run.RunAsync(() => { }, TestContext.Current.CancellationToken);

        Assert.Equal(Environment.ProcessorCount, most);
    }

    private static IReadOnlyList<TestSuite> Suites(int count) => [.. Enumerable.Range(0, count).Select(n => new TestSuite($"/tests/TazPod.{n}.Tests.csproj"))];

    private static IReadOnlyList<ReportedTest> Passed(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new ReportedTest($"A.B.c{n}", TestOutcome.Passed))];

    private async Task<TestRun> RunAsync(IReadOnlyList<TestSuite> suites, Func<TestSuite, SuiteResult> end, bool isInOrder = false)
    {
        var (ended, first) = (0, new TaskCompletionSource());
        var run = new TestRun(
            suites,
            async (suite, _) =>
            {
                if (isInOrder && suite != suites[0])
                    await first.Task;
                return end(suite);
            },
            said.Add);
        await run.RunAsync(
            () =>
            {
                ended++;
                first.TrySetResult();
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(suites.Count, ended);
        return run;
    }
}
