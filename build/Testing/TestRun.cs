using TazPod.Build.Processes;

namespace TazPod.Build.Testing;

/// <summary>All test projects, run by <c>dotnet test</c> in the configuration of this host, with a report each.</summary>
internal static class TestRun
{
    // A test project that hangs is named and ended by the runner; the run as a whole is ended by us.
    private const string ProjectLimit = "40m";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(60);

    // What the caller has set up for vaults of their own is not for tests.
    private static readonly string[] CallersOwn = ["AWS_DEFAULT_PROFILE", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"];

    /// <returns>The exit code of <c>dotnet test</c>.</returns>
    public static Task<int> StartAsync(
        string results, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        var test = DotNet.Command(
            "test",
            "--solution",
            Repository.Solution,
            "--configuration",
            "Release",
            "--results-directory",
            results,
            "--report-trx",
            "--no-progress",
            "--timeout",
            ProjectLimit);
        var environment = new Dictionary<string, string?>(test.Environment);
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsCallersOwn))
            environment[name] = null;
        foreach (var (name, value) in variables)
            environment[name] = value;
        return (test with { Environment = environment }).RunAsync(Limit, cancellationToken);
    }

    private static bool IsCallersOwn(string name) => name.StartsWith("TAZPOD_", StringComparison.Ordinal) || CallersOwn.Contains(name);
}
