using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Testing;

namespace TazPod.Build.Tasks;

/// <summary>Builds and runs the tests, and counts them from their reports.</summary>
/// <remarks><c>S3_TEST_SERVER=rgw</c> starts a Ceph gateway for the run (as root it installs the packages) and stops it at the end;
/// <c>S3_TEST_ENDPOINT</c> names a running server. With neither, the tests that need a real server are skipped.</remarks>
[TaskName("Test")]
[TaskDescription("The tests; --suite=NAME[,NAME], --filter=PART of their names")]
public sealed class TestTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    private const string Suite = "suite";
    private const string Filter = "filter";
    private const string ServerVariable = "S3_TEST_SERVER";
    private const string EndpointVariable = "S3_TEST_ENDPOINT";
    private const string Gateway = "rgw";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(60);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Arguments => [Suite, Filter];

    /// <inheritdoc/>
    private protected override async Task RunAsync(ICakeContext context, BuildInterruption interruption)
    {
        var all = TestSuites.Find(Repository.Root, Repository.UsesCakePackages);
        var suites = TestSuites.Choose(all, context.Arguments.GetArguments(Suite));
        var server = context.Environment.GetEnvironmentVariable(ServerVariable);
        if (!string.IsNullOrEmpty(server) && server != Gateway)
            throw new UsageException($"{ServerVariable} is '{server}', but '{Gateway}' is the only server that can be started");

        var results = Repository.Combine("artifacts", "test-results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);
        Directory.CreateDirectory(results);

        await BuildAsync(suites.Count == all.Count ? [Repository.Solution] : suites.Select(suite => suite.Project), interruption);
        await RunAsync(context, suites, results, server, interruption);
    }

    private static async Task BuildAsync(IEnumerable<string> projects, BuildInterruption interruption)
    {
        foreach (var project in projects)
            await BuildTask.BuildAsync(project, interruption);
    }

    private async Task RunAsync(
        ICakeContext context, IReadOnlyList<TestSuite> suites, string results, string? server, BuildInterruption interruption)
    {
        await using var gateway = server == Gateway && string.IsNullOrEmpty(context.Environment.GetEnvironmentVariable(EndpointVariable))
            ? new RgwProcess()
            : null;
        IReadOnlyDictionary<string, string?> variables = new Dictionary<string, string?>();
        if (gateway is not null)
        {
            context.Log.Information("starting a Ceph gateway for the tests");
            variables = await gateway.StartAsync(interruption.Token);
        }

        var process = new SuiteProcess(results, context.Arguments.GetArgument(Filter), variables);
        var run = new TestRun(suites, process.RunAsync, line => context.Log.Information("{0}", line));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        limit.CancelAfter(Limit);
        try
        {
            await run.RunAsync(() => Summarize(run, results), limit.Token);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            interruption.ThrowIfInterrupted();
            throw new CakeException($"the tests took longer than {Limit.TotalMinutes:0} minutes");
        }

        foreach (var line in SkippedTests.Describe(run.Results))
            context.Log.Information("{0}", line);
        RequireSuccess(run, server);
    }

    // Also written to a file after each suite, so that the line is still available when this process is gone.
    private void Summarize(TestRun run, string results)
    {
        Outcome.ClosingLine = TestCounts.Of(run.Results).ToString();
        File.WriteAllText(Path.Combine(results, "summary.txt"), Outcome.ClosingLine + '\n');
    }

    private static void RequireSuccess(TestRun run, string? server)
    {
        var counts = TestCounts.Of(run.Results);
        if (counts.Failed > 0)
            throw new CakeException(counts.Failed == 1 ? "1 test failed" : $"{counts.Failed} tests failed");
        if (run.SuitesThatFailedToRun.Count > 0)
            throw new CakeException($"no test failed, but these suites did, see above: {string.Join(", ", run.SuitesThatFailedToRun.Select(suite => suite.Name))}");
        if (counts.Passed == 0)
            throw new CakeException("no test ran");
        if (server == Gateway && SkippedTests.ThatNeedAServer(run.Results) is var skipped and > 0)
            throw new CakeException($"{skipped} tests of a real S3 server were skipped although {ServerVariable} is set");
    }
}
