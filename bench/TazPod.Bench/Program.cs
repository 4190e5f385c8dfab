using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using TazPod.Bench;
using TazPod.Bench.Micro;

// dotnet run --project bench/TazPod.Bench -- HOST RESULTS [compare] [growth] [long] [micro] [rounds=N] [axis=NAME]
// HOST is the command line of the built host; without a word all but 'long' is done.
// The S3 server and its keys come from S3_TEST_ENDPOINT, S3_TEST_ACCESS_KEY, S3_TEST_SECRET_KEY and S3_TEST_REGION.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: TazPod.Bench HOST RESULTS [compare] [growth] [long] [micro] [rounds=N] [axis=NAME]");
    return 2;
}

var (host, results, words) = (args[0], args[1], args[2..]);
var rounds = words.Where(word => word.StartsWith("rounds=", StringComparison.Ordinal)).Select(word => int.Parse(word[7..])).LastOrDefault(5);
var axis = words.Where(word => word.StartsWith("axis=", StringComparison.Ordinal)).Select(word => word[5..]).LastOrDefault();
var place = Directory.CreateTempSubdirectory("bench.").FullName;
try
{
    var bucket = $"bench-{DateTime.UtcNow:yyyyMMddHHmmss}"; // on a server that stays, the last run is no part of this one
    string Given(string name) => Environment.GetEnvironmentVariable($"S3_TEST_{name}") is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"S3_TEST_{name} is not set: name an S3 server");
    var endpoint = IsWanted("compare") ? Given("ENDPOINT") : "http://127.0.0.1:1";
    var shell = new Shell(place, IsWanted("compare")
        ? Settings.For(place, endpoint, bucket, Given("ACCESS_KEY"), Given("SECRET_KEY"), Given("REGION"))
        : Settings.For(place, endpoint, bucket, "", "", ""));
    var machine = Machine.Describe(shell);
    List<ContestResult> contests = [];
    if (IsWanted("compare"))
    {
        shell.Run($"{host} --target=SetupStorage");
        var all = new Contests(place, host, endpoint, bucket, shell);
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

bool IsWanted(string what) => words.Contains(what) || !words.Any(word => word is "compare" or "growth" or "micro");
