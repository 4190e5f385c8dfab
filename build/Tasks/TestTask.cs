using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Cake.TazPod;
using TazPod.Build.Testing;

namespace TazPod.Build.Tasks;

/// <summary>Runs all tests and counts them from their reports.</summary>
/// <remarks><c>S3_TEST_SERVER=rgw</c> starts a Ceph gateway for the run (as root it installs the packages) and stops it again;
/// <c>S3_TEST_ENDPOINT</c> names a server that runs already. With neither, the tests that need a real server are skipped.</remarks>
[TaskName("Test")]
[TaskDescription("All tests; S3_TEST_SERVER=rgw: on a real S3 server, too")]
public sealed class TestTask(BuildOutcome outcome, IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    private const string ServerVariable = "S3_TEST_SERVER";
    private const string EndpointVariable = "S3_TEST_ENDPOINT";
    private const string Gateway = "rgw";

    /// <inheritdoc/>
    public override async Task RunAsync(ICakeContext context)
    {
        vault.RequireKnownArguments(context);
        var results = Repository.Combine("artifacts", "test-results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);

        var server = context.Environment.GetEnvironmentVariable(ServerVariable);
        if (!string.IsNullOrEmpty(server) && server != Gateway)
            throw new CakeException($"{ServerVariable} is '{server}', and '{Gateway}' is the only server that can be started");

        using var interruption = new BuildInterruption(outcome);
        var exitCode = await RunAsync(context, results, server, interruption);
        interruption.ThrowIfInterrupted();

        var counts = TestCounts.Read(results);
        outcome.ClosingLine = counts.ToString();
        if (counts.Failed > 0)
            throw new CakeException(counts.Failed == 1 ? "1 test failed" : $"{counts.Failed} tests failed");
        if (counts.Passed == 0)
            throw new CakeException($"no test ran (dotnet test: exit code {exitCode})");
        if (exitCode != 0)
            throw new CakeException($"the tests passed, but dotnet test ended with exit code {exitCode}: see its output above");
        if (server == Gateway && counts.SkippedForWantOfServer > 0)
            throw new CakeException($"{counts.SkippedForWantOfServer} tests of a real S3 server were skipped although {ServerVariable} is set");
    }

    private static async Task<int> RunAsync(ICakeContext context, string results, string? server, BuildInterruption interruption)
    {
        if (server != Gateway || context.Environment.GetEnvironmentVariable(EndpointVariable) is { Length: > 0 })
            return await TestRun.StartAsync(results, new Dictionary<string, string?>(), interruption.Token);

        await using var gateway = new RgwProcess();
        context.Log.Information("starting a Ceph gateway for the tests");
        var variables = await gateway.StartAsync(interruption.Token);
        interruption.ThrowIfInterrupted();
        return await TestRun.StartAsync(results, variables, interruption.Token);
    }
}
