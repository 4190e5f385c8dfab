using Cake.Core;
using TazPod.Build.Processes;

namespace TazPod.Build.Testing;

/// <summary>A Ceph gateway for one run, on a free port. Disposing it stops and removes it, whether or not it was started.</summary>
internal sealed class RgwProcess : IAsyncDisposable
{
    // Most of this time is for installing the packages.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);
    private readonly string directory = Directory.CreateTempSubdirectory("rgw.").FullName;

    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="withTls">Whether it also listens with TLS: <c>S3_TEST_TLS_ENDPOINT</c>, <c>S3_TEST_CA_FILE</c>.</param>
    /// <returns>The variables that pass its address to the tests: <c>S3_TEST_*</c>.</returns>
    public async Task<IReadOnlyDictionary<string, string?>> StartAsync(CancellationToken cancellationToken, bool withTls = false)
    {
        var start = Script("start-rgw.sh") with { Environment = new Dictionary<string, string?> { ["RGW_PORT"] = "0", ["RGW_TLS_PORT"] = withTls ? "0" : null } };
        var started = await start.CaptureAsync(StartLimit, cancellationToken);
        return started.ExitCode == 0
            ? Parse(await File.ReadAllLinesAsync(Path.Combine(directory, "env"), cancellationToken))
            : throw new CakeException($"the Ceph gateway did not start (exit code {started.ExitCode}):\n{started.Output}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Script("stop-rgw.sh").CaptureAsync(StopLimit, CancellationToken.None);
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }

    private Command Script(string name) => new("bash", Repository.Combine("tests", "TazPod.Testing", "rgw", name), directory);

    private static Dictionary<string, string?> Parse(IEnumerable<string> lines) => lines
        .Where(line => line.StartsWith("export S3_TEST_", StringComparison.Ordinal))
        .Select(line => line["export ".Length..].Split('=', 2))
        .ToDictionary(parts => parts[0], string? (parts) => parts[1]);
}
