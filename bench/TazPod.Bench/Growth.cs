using System.Globalization;
using TazPod.Testing.S3;

namespace TazPod.Bench;

/// <summary>What the verbs cost against size, number of files, length of the history and distance of the store.</summary>
/// <remarks>Against an endpoint of our own in this process, which counts requests and answers as late as it is told.</remarks>
internal sealed class Growth(string place, string host, int rounds, bool isLong, string? only)
{
    private const string Bucket = "bench";

    /// <summary>All series.</summary>
    public async Task<IReadOnlyList<Series>> RunAsync() =>
    [
        .. await AlongAsync("size", "MiB of secrets", isLong ? [0.0625, 1, 16, 64, 256, 1000] : [0.0625, 1, 16, 64, 128], 0, (tree, x) => SampleTree.Write(tree, 64, (long)(x * (1 << 20)), 1)),
        .. await AlongAsync("files", "files", isLong ? [1, 1_000, 10_000, 50_000, 100_000] : [1, 1_000, 5_000, 10_000, 20_000], 0, (tree, x) => SampleTree.Write(tree, (int)x, (long)x * 64, 1)),
        .. await AlongAsync("history", "copies in the history", isLong ? [0, 1_000, 5_000, 10_000] : [0, 1_000, 2_000, 5_000], 0, (tree, _) => SampleTree.Write(tree, 16, 1 << 16, 1), copies: x => (int)x),
        .. await AlongAsync("latency", "ms a round trip", [0, 20, 100], 1, (tree, _) => SampleTree.Write(tree, 16, 1 << 16, 1)),
    ];

    private async Task<IReadOnlyList<Series>> AlongAsync(
        string name, string axis, double[] values, double latency, Action<string, double> write, Func<double, int>? copies = null)
    {
        if (only is not null && only != name)
        {
            return [];
        }

        string[] verbs = ["SaveVault", "PushVault", "PushVault unchanged", "PullVault", "UnlockVault"];
        var points = verbs.ToDictionary(verb => verb, _ => new List<Point>());
        foreach (var value in values)
        {
            await using var endpoint = await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = [Bucket] });
            var late = TimeSpan.FromMilliseconds(latency * value);
            var ground = Path.Combine(place, $"{name}-{value.ToString(CultureInfo.InvariantCulture)}");
            Directory.CreateDirectory(Path.Combine(ground, ".tazpod"));
            write(Path.Combine(ground, "secrets"), value);
            FillHistory(endpoint, copies?.Invoke(value) ?? 0);
            endpoint.Faults.On(_ => true, TazPod.Testing.S3.Faults.Fault.Before(() => Task.Delay(late)));
            var shell = new Shell(ground, Settings.For(ground, endpoint.Url.ToString(), Bucket, endpoint.AccessKey, endpoint.SecretKey, endpoint.Region, authorities: null));
            foreach (var verb in verbs)
            {
                points[verb].Add(Run(verb, shell, endpoint, ground, value));
            }

            Directory.Delete(ground, recursive: true);
            Console.Error.WriteLine($"{name}: {value}");
        }

        return [.. verbs.Select(verb => new Series(name, axis, verb, points[verb]))];
    }

    private Point Run(string verb, Shell shell, S3Endpoint endpoint, string ground, double value)
    {
        var runs = new List<Measurement>();
        var requests = 0;
        for (var round = 0; round < rounds; round++)
        {
            Prepare(verb, shell, ground, round);
            endpoint.ResetRequests();
            runs.Add(shell.Measure($"{host} --target={verb.Split(' ')[0]}"));
            requests = endpoint.Requests.Count;
        }

        return new Point(value, Spread.Of(runs.Select(run => run.Seconds)), Spread.Of(runs.Select(run => run.PeakMiB)).Median, requests);
    }

    private void Prepare(string verb, Shell shell, string ground, int round)
    {
        var vault = Path.Combine(ground, ".tazpod", "vault");
        switch (verb)
        {
            case "SaveVault" when Directory.Exists(vault):
                Directory.Delete(vault, recursive: true);
                break;
            case "PushVault":
                if (round == 0)
                {
                    // What a first push asks about the store once is no part of any other.
                    shell.Run($"{host} --target=SetupStorage --target=PushVault");
                }

                File.WriteAllText(Path.Combine(ground, "secrets", "changed"), $"{round}");
                shell.Run($"{host} --target=SaveVault");
                break;
            case "PullVault":
                Directory.Delete(vault, recursive: true);
                break;
            case "UnlockVault":
                Directory.Delete(Path.Combine(ground, "secrets"), recursive: true);
                break;
        }
    }

    private static void FillHistory(S3Endpoint endpoint, int copies)
    {
        var first = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < copies; i++)
        {
            endpoint.Bucket(Bucket).Put($"tazpod/vault/history/vault-{first.AddMinutes(i):yyyyMMddTHHmmss}.tar.aes", new byte[64]);
        }
    }
}
