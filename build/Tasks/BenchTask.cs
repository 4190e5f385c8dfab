using Cake.Core;
using Cake.Frosting;
using TazPod.Build.Processes;
using TazPod.Build.Testing;

namespace TazPod.Build.Tasks;

/// <summary>Measures this host against alternative tools, if they are installed.</summary>
/// <remarks><c>S3_TEST_ENDPOINT</c> names a running server; without it a Ceph gateway is started for the run. <c>BENCH</c> can contain
/// words: <c>compare tls growth long micro rounds=N</c>; all but <c>long</c> and <c>tls</c> by default. <c>tazvault</c> is measured, too, if the target
/// <c>Publish</c> has made it.</remarks>
[TaskName("Bench")]
[TaskDescription("Compares speed with other tools; results in artifacts/bench")]
public sealed class BenchTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(3);

    /// <inheritdoc/>
    private protected override async Task RunAsync(ICakeContext context, BuildInterruption interruption)
    {
        var exitCode = await MeasureAsync(context, interruption);
        interruption.ThrowIfInterrupted();
        if (exitCode != 0)
            throw new CakeException($"the measurements ended with exit code {exitCode}: see above");
    }

    private static async Task<int> MeasureAsync(ICakeContext context, BuildInterruption interruption)
    {
        if (context.Environment.GetEnvironmentVariable("S3_TEST_ENDPOINT") is { Length: > 0 })
            return await MeasureAsync(context, new Dictionary<string, string?>(), interruption.Token);

        await using var gateway = new RgwProcess();
        var variables = await gateway.StartAsync(interruption.Token, withTls: true);
        interruption.ThrowIfInterrupted();
        return await MeasureAsync(context, variables, interruption.Token);
    }

    private static Task<int> MeasureAsync(
        ICakeContext context, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        string[] arguments = ["run", "--configuration", "Release", "--project", "bench/TazPod.Bench", "--"];
        string[] words = (context.Environment.GetEnvironmentVariable("BENCH") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var bench = new Command("dotnet", [.. arguments, Repository.Combine("build.sh"), Repository.Combine("artifacts", "obj", "tazvault", "tazvault"), Repository.Combine("artifacts", "bench"), .. words])
        {
            Environment = variables,
        };
        return bench.RunAsync(Limit, cancellationToken);
    }
}
