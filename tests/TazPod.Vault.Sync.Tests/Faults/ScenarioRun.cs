using System.Diagnostics;
using TazPod.Testing.S3;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>Tries every fault at every request of one scenario.</summary>
internal sealed class ScenarioRun
{
    // Cases mostly wait: for a timeout, for the delay before a retry, for a file to reach the disk. All scenarios share these slots.
    private static readonly SemaphoreSlim Places = new(16);

    // The shortest is enough on a quiet machine. On a busy one it can end before the hanging request is even sent.
    private static readonly TimeSpan[] Patiences = [TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15)];

    // A hundredth of the default limit, and still enough for a busy machine.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);
    private readonly Scenario scenario;
    private readonly S3Endpoint s3;
    private readonly Stage arranged;
    private readonly Baseline baseline;
    private int stages;

    private ScenarioRun(Scenario scenario, S3Endpoint s3, Stage arranged)
    {
        this.scenario = scenario;
        this.s3 = s3;
        this.arranged = arranged;
        baseline = new Baseline(arranged);
    }

    public static async Task<IReadOnlyList<FaultCase>> RunAsync(Scenario scenario)
    {
        await using var s3 = await S3Endpoint.StartAsync(new S3EndpointOptions { Quirks = scenario.Quirks });
        using var arranged = new Stage(s3, "arranged-bucket");
        var run = await InPlaceAsync(async () =>
        {
            await scenario.Arrange(arranged);
            return new ScenarioRun(scenario, s3, arranged);
        });
        return await run.TryAllAsync();
    }

    private async Task<IReadOnlyList<FaultCase>> TryAllAsync()
    {
        var requests = (await InPlaceAsync(CountAsync)).Where(scenario.Strikes).ToList();
        var cases = (
            from at in Enumerable.Range(0, requests.Count)
            from kind in FaultKind.All
            where scenario.Tries(kind) && kind.Make(arranged, requests[at]) is not null
            from retries in Enumerable.Range(0, kind.IsTransient ? 2 : 1)
            select (At: at, Kind: kind, Retries: retries)).ToList();
        return await Task.WhenAll(cases.Select(each => InPlaceAsync(() => StrikeAsync(requests[each.At], each.At + 1, each.Kind, each.Retries))));
    }

    private static async Task<T> InPlaceAsync<T>(Func<Task<T>> run)
    {
        await Places.WaitAsync();
        try
        {
            return await Task.Run(run);
        }
        finally
        {
            Places.Release();
        }
    }

    /// <summary>The requests of a run without faults.</summary>
    private async Task<IReadOnlyList<S3Request>> CountAsync()
    {
        using var stage = SetUp();
        var invariants = new Invariants(stage);
        stage.Watch();
        var result = await scenario.Act(new Attempt(stage, stage.Here.Service(scenario.Settings), Force: false));
        scenario.IsDone(stage, result);
        Assert.Empty(invariants.Broken(mayLeaveProbes: false).Concat(scenario.Broken(stage)));
        return [.. s3.Requests.Where(request => request.Bucket == stage.BucketName).OrderBy(request => request.Number)];
    }

    private async Task<FaultCase> StrikeAsync(S3Request request, int number, FaultKind kind, int retries)
    {
        if (!kind.IsSilent)
        {
            return await TryAsync(request, number, kind, retries, null);
        }

        FaultCase tried;
        var patience = 0;
        do
        {
            tried = await TryAsync(request, number, kind, retries, Patiences[patience++]);
        }
        while (!tried.HasStruck && patience < Patiences.Length);

        return tried;
    }

    private async Task<FaultCase> TryAsync(S3Request request, int number, FaultKind kind, int retries, TimeSpan? patience)
    {
        using var stage = SetUp();
        var invariants = new Invariants(stage);
        var strike = new Strike(stage, number, kind, request, scenario.Strikes);
        stage.Watch();
        var problems = new List<string>();

        // Objects that the store did not let the verb remove are excused. An object that a verb leaves behind without such a reason is a
        // defect.
        var mayLeaveProbes = kind.Stays || request.Operation is "DeleteObjects";
        var first = await RunAsync(stage, s => s with { Retries = retries }, patience);
        strike.Stop();
        Check("", first);
        if (!strike.HasHit)
        {
            problems.Add("the fault never struck");
        }

        // "Latest is new, its copy is pending" is more informative than why the copy failed. The same applies to a global pointer. A
        // version whose copy arrives damaged counts as unknown in a merge, so that everything that differs is a conflict.
        if (first.ExitCode != ExitCode.Success && !kind.Codes.Contains(first.ExitCode)
            && first.Outcome != VaultErrors.CopyPending.Code && first.Outcome != VaultErrors.GlobalPointerPending.Code
            && !(first.Outcome == VaultErrors.MergeConflicts.Code && kind.Codes.Contains(ExitCode.Integrity)))
        {
            problems.Add($"exit code {(int)first.ExitCode} says something else than what happened: {first.Failure}");
        }

        if (first.Result is { } result && !kind.IsLie && !kind.IsForeign)
        {
            problems.AddRange(NotDone(stage, result, kind));
        }

        var again = await RunAsync(stage, s => s);
        Check("run again, ", again);
        var told = again.Outcome;
        if (kind.IsForeign && again.ExitCode == ExitCode.Conflict)
        {
            again = await RunAsync(stage, s => s, force: true);
            told += $", forced: {again.Outcome}";
            Check("forced, ", again);
        }

        if (again.Result is { } final)
        {
            problems.AddRange(NotDone(stage, final, kind).Select(problem => $"run again, {problem}"));
        }
        else
        {
            problems.Add($"running it again does not help: {again.Failure}");
        }

        return new FaultCase(scenario.Name, number, Describe(request), kind.Name, retries)
        {
            Outcome = first.Outcome,
            ExitCode = (int)first.ExitCode,
            Again = told,
            HasStruck = strike.HasHit,
            Problems = problems,
        };

        void Check(string when, Ending ending)
        {
            problems.AddRange(invariants.Broken(mayLeaveProbes).Concat(scenario.Broken(stage)).Select(broken => when + broken));
            if (ending.Unexpected is { } unexpected)
            {
                problems.Add($"{when}{unexpected}");
            }
        }
    }

    private IEnumerable<string> NotDone(Stage stage, VerbResult result, FaultKind kind)
    {
        try
        {
            // If another tool has written meanwhile, reading the store rightly shows something else.
            if (!kind.IsForeign || result.Changed)
            {
                scenario.IsDone(stage, result);
            }

            return [];
        }
        catch (Xunit.Sdk.XunitException wrong)
        {
            return [$"it ends elsewhere: {wrong.Message.ReplaceLineEndings(" ")}"];
        }
    }

    private async Task<Ending> RunAsync(
        Stage stage, Func<Settings.VaultSettings, Settings.VaultSettings> change, TimeSpan? silence = null, bool force = false)
    {
        var service = stage.Here.Service(s => change(scenario.Settings(s)), silence);
        var watch = Stopwatch.StartNew();
        try
        {
            var result = await scenario.Act(new Attempt(stage, service, force)).WaitAsync(Budget);
            return new Ending(ExitCode.Success, result.Status) { Result = result };
        }
        catch (VaultException failure)
        {
            return new Ending(failure.Error.ExitCode, failure.Error.Code)
            {
                Failure = failure.Message,
                Unexpected = failure.Message.Contains('\n', StringComparison.Ordinal) || string.IsNullOrWhiteSpace(failure.Hint)
                    ? $"the message is not one line with a hint: {failure.Message}"
                    : null,
            };
        }
        catch (TimeoutException)
        {
            return new Ending(ExitCode.Unexpected, "hangs") { Unexpected = $"still running after {watch.Elapsed.TotalSeconds:0} s" };
        }
#pragma warning disable CA1031 // Any other exception is the defect that this looks for.
        catch (Exception raw)
#pragma warning restore CA1031
        {
            return new Ending(ExitCode.Unexpected, raw.GetType().Name) { Unexpected = $"a raw exception: {raw}" };
        }
    }

    private static string Describe(S3Request request) => request.Key switch
    {
        "" => request.Operation,
        ObjectKeys.Latest => $"{request.Operation} latest",
        _ when ObjectKeys.StampOf(request.Key) is not null => $"{request.Operation} copy",
        _ when request.Key.StartsWith(ObjectKeys.PinnedPrefix, StringComparison.Ordinal) => $"{request.Operation} pin",
        _ when request.Key.Contains("/.probe-", StringComparison.Ordinal) => $"{request.Operation} probe",
        _ => $"{request.Operation} {request.Key[(request.Key.LastIndexOf('/') + 1)..]}",
    };

    private Stage SetUp() => baseline.SetUp($"case-{Interlocked.Increment(ref stages)}");

    /// <summary>The result of a run.</summary>
    private sealed record Ending(ExitCode ExitCode, string Outcome)
    {
        public VerbResult? Result { get; init; }

        public string? Failure { get; init; }

        public string? Unexpected { get; init; }
    }
}
