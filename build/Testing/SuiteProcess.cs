using Cake.Core;
using TazPod.Build.Processes;

namespace TazPod.Build.Testing;

/// <summary>Runs a built suite in a separate process and reads its report.</summary>
/// <param name="results">The directory of the reports.</param>
/// <param name="filter">A part of the full names of the tests to run; null for all.</param>
/// <param name="variables">Environment variables for the tests.</param>
internal sealed class SuiteProcess(string results, string? filter, IReadOnlyDictionary<string, string?> variables)
{
    private const int NoTestRan = 8;
    private const int MinutesLimit = 40;

    // The runner ends a suite that takes too long, and its report names the test that hung. If the runner does not react, we kill it.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(MinutesLimit + 2);

    // The caller's settings for real vaults must not affect tests.
    private static readonly string[] CallersOwn = ["AWS_DEFAULT_PROFILE", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"];

    public async Task<SuiteResult> RunAsync(TestSuite suite, CancellationToken cancellationToken)
    {
        var report = Path.Combine(results, $"{suite.Name}.trx");
        var command = DotNet.Command(
        [
            "test", "--test-modules", Path.GetRelativePath(Repository.Root, suite.Assembly), "--results-directory", results, "--report-trx", "--report-trx-filename", report,
            "--no-progress", "--timeout", $"{MinutesLimit}m", .. Chosen(),
        ]);
        try
        {
            var end = await (command with { Environment = Variables(command.Environment) }).CaptureAsync(Limit, cancellationToken);
            var tests = TestReport.Read(report);
            return new SuiteResult(suite, tests, end.ExitCode == 0 || tests.Any(test => test.Outcome == TestOutcome.Failed)
                ? null
                : $"{suite.Name} ended with exit code {end.ExitCode}\n{end.Output}");
        }
        catch (CakeException failure) when (!cancellationToken.IsCancellationRequested)
        {
            return new SuiteResult(suite, TestReport.Read(report), $"{suite.Name}: {failure.Message}");
        }
    }

    // A suite without a test that matches the filter is not a failure.
    private string[] Chosen() =>
        filter is null ? [] : ["--filter-display-name", $"*{filter.Trim('*')}*", "--ignore-exit-code", $"{NoTestRan}"];

    private Dictionary<string, string?> Variables(IReadOnlyDictionary<string, string?> ofCommand)
    {
        var environment = new Dictionary<string, string?>(ofCommand);
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsCallersOwn))
            environment[name] = null;
        foreach (var (name, value) in variables)
            environment[name] = value;
        return environment;
    }

    private static bool IsCallersOwn(string name) => name.StartsWith("TAZPOD_", StringComparison.Ordinal) || CallersOwn.Contains(name);
}
