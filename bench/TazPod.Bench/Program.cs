using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using TazPod.Bench;
using TazPod.Bench.Micro;

// dotnet run --project bench/TazPod.Bench -- HOST TOOL RESULTS [compare] [tls] [growth] [long] [micro] [rounds=N] [axis=NAME]
// HOST is the command line of the built host, and TOOL the native file of tazvault, which need not exist. Without a word, all but 'long'
// and 'tls' is done. 'tls' compares over TLS.
// The S3 server and its keys come from S3_TEST_ENDPOINT, S3_TEST_ACCESS_KEY, S3_TEST_SECRET_KEY and S3_TEST_REGION.
if (args.Length < 3)
{
    Console.Error.WriteLine("usage: TazPod.Bench HOST TOOL RESULTS [compare] [tls] [growth] [long] [micro] [rounds=N] [axis=NAME]");
    return 2;
}

var (host, tool, results, words) = (args[0], args[1], args[2], args[3..]);
var rounds = words.Where(word => word.StartsWith("rounds=", StringComparison.Ordinal)).Select(word => int.Parse(word[7..])).LastOrDefault(5);
var axis = words.Where(word => word.StartsWith("axis=", StringComparison.Ordinal)).Select(word => word[5..]).LastOrDefault();
var place = Directory.CreateTempSubdirectory("bench.").FullName;
try
{
    var bucket = $"bench-{DateTime.UtcNow:yyyyMMddHHmmss}"; // on a server that stays, the last run is no part of this one
    string Given(string name) => Environment.GetEnvironmentVariable($"S3_TEST_{name}") is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"S3_TEST_{name} is not set: name an S3 server");
    var isSecure = words.Contains("tls");
    var endpoint = IsWanted("compare") ? Given(isSecure ? "TLS_ENDPOINT" : "ENDPOINT") : "http://127.0.0.1:1";
    var shell = new Shell(place, IsWanted("compare")
        ? Settings.For(place, endpoint, bucket, Given("ACCESS_KEY"), Given("SECRET_KEY"), Given("REGION"), isSecure ? Authorities(Given("CA_FILE")) : null)
        : Settings.For(place, endpoint, bucket, "", "", "", authorities: null));
    var machine = Machine.Describe(shell);
    List<ContestResult> contests = [];
    if (IsWanted("compare"))
    {
        shell.Run($"{host} --target=SetupStorage");
        var all = new Contests(place, host, tool, endpoint, bucket, shell);
        all.Prepare();
        contests = [.. all.All().Select(contest => contest.Run(shell, rounds))];
    }

    IReadOnlyList<Series> growth = IsWanted("growth")
        ? await new Growth(place, host, Math.Min(rounds, 3), words.Contains("long"), axis).RunAsync()
        : [];
    new Report(DateTimeOffset.UtcNow, machine, contests, growth).Write(results);
    if (IsWanted("micro"))
    {
        BenchmarkRunner.Run<ArchiveBenchmarks>(DefaultConfig.Instance.WithArtifactsPath(Path.Combine(results, "micro")));
    }

    Console.WriteLine($"results in {results}");
    return 0;
}
finally
{
    Directory.Delete(place, recursive: true);
}

// Those of this machine, and the server's.
string Authorities(string ofServer)
{
    var bundle = Path.Combine(place, "authorities.pem");
    File.WriteAllText(bundle, File.ReadAllText("/etc/ssl/certs/ca-certificates.crt") + File.ReadAllText(ofServer));
    return bundle;
}

bool IsWanted(string what) => words.Contains(what) || !words.Any(word => word is "compare" or "growth" or "micro");
