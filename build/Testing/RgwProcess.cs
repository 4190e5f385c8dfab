using System.Diagnostics;
using Cake.Core;

namespace TazPod.Build.Testing;

/// <summary>A Ceph gateway of our own for one run, on a free port; stopped and removed when disposed, started or not.</summary>
internal sealed class RgwProcess : IAsyncDisposable
{
    // Installing the packages is most of it.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);
    private readonly string directory = Directory.CreateTempSubdirectory("rgw.").FullName;

    /// <returns>The variables that tell the tests where it is: <c>S3_TEST_*</c>.</returns>
    public async Task<IReadOnlyDictionary<string, string>> StartAsync(CancellationToken cancellationToken)
    {
        var start = Script("start-rgw.sh");
        start.Environment["RGW_PORT"] = "0";
        // It prints for a shell what it also leaves in a file; a few lines, so nobody has to read them.
        start.RedirectStandardOutput = true;
        var exitCode = await ChildProcess.RunAsync(start, StartLimit, cancellationToken);
        return exitCode == 0
            ? Parse(await File.ReadAllLinesAsync(Path.Combine(directory, "env"), cancellationToken))
            : throw new CakeException($"the Ceph gateway did not start (exit code {exitCode}): see above");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ChildProcess.RunAsync(Script("stop-rgw.sh"), StopLimit, CancellationToken.None);
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }

    private ProcessStartInfo Script(string name) => new("bash")
    {
        ArgumentList = { Repository.Combine("tests", "TazPod.Testing", "rgw", name), directory },
    };

    private static Dictionary<string, string> Parse(IEnumerable<string> lines) => lines
        .Where(line => line.StartsWith("export S3_TEST_", StringComparison.Ordinal))
        .Select(line => line["export ".Length..].Split('=', 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);
}
