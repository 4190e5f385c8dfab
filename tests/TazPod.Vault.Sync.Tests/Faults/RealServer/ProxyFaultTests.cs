using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests.Faults.RealServer;

/// <summary>Promise 5 on a real server: a network fault at any single request loses nothing, and the same step again finishes.</summary>
public sealed class ProxyFaultTests(ITestOutputHelper output)
{
    private static readonly ProxyFault[] Faults = [.. Enum.GetValues<ProxyFault>().Where(fault => fault != ProxyFault.None)];

    // A hang must end the test, however busy the machine is.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Scenarios =
        ["PushVault, first", "PushVault, changed", "PullVault, fresh", "PullVault, newer", "PullVault --index=2", "PruneHistory"];

    // In parallel, each with its own bucket and proxy: they mostly wait for the server.
    private static readonly Lazy<Dictionary<string, Task<(List<string> Tried, List<string> Problems)>>> Runs =
        new(() => Scenarios.ToDictionary(scenario => scenario, scenario => Task.Run(() => TryAllAsync(scenario))));

    public static TheoryData<string> Names => [.. Scenarios];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_network_fault_at_any_request_loses_nothing_and_the_same_step_again_finishes(string scenario)
    {
        Assert.SkipWhen(RgwServer.SkipReason is not null, RgwServer.SkipReason ?? "");
        var (tried, problems) = await Runs.Value[scenario];
        tried.ForEach(output.WriteLine);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static async Task<(List<string> Tried, List<string> Problems)> TryAllAsync(string scenario)
    {
        await using var stage = new RealStage();
        await ArrangeAsync(stage, scenario);
        await stage.KeepAsync();
        var isPrune = scenario == "PruneHistory";

        stage.Proxy.Strike(ProxyFault.None, 0);
        await RunAsync(stage, scenario, null);
        var requests = stage.Proxy.Requests;
        Assert.InRange(requests.Count, 1, 12);
        await AssertDoneAsync(stage, scenario);

        var (tried, problems) = (new List<string>(), new List<string>());
        for (var number = 1; number <= requests.Count; number++)
        {
            foreach (var fault in Faults)
            {
                await stage.SetBackAsync();
                stage.Proxy.Strike(fault, number);
                var ended = await TryAsync(stage, scenario, fault);
                var what = $"{scenario}, request {number} ({requests[number - 1].Split('?')[0]}), {fault}: {ended}";
                tried.Add(what);
                problems.AddRange((await stage.BrokenAsync(isPrune)).Select(each => $"{what}: {each}"));
                if (!IsFair(ended, fault))
                {
                    problems.Add($"{what}: that says something else than what happened");
                }

                stage.Proxy.Strike(ProxyFault.None, 0);
                try
                {
                    await RunAsync(stage, scenario, null);
                    await AssertDoneAsync(stage, scenario);
                }
                catch (Exception exception) when (exception is VaultException or Xunit.Sdk.XunitException)
                {
                    problems.Add($"{what}: running it again does not help: {exception.Message.ReplaceLineEndings(" ")}");
                }

                problems.AddRange((await stage.BrokenAsync(isPrune)).Select(each => $"{what}, run again: {each}"));
            }
        }

        return (tried, problems);
    }

    // A flipped bit can appear as damage. In a listing it can hit a name or a number and have no effect, or name a copy that does not
    // exist.
    private static bool IsFair(string ended, ProxyFault fault) =>
        ended == "done"
        || ended == VaultErrors.StoreUnreachable.Code || ended == VaultErrors.StoreFailed.Code || ended == VaultErrors.CopyPending.Code
        || (fault == ProxyFault.FlipByte && (ended == VaultErrors.DownloadDamaged.Code || ended == VaultErrors.CopyNotFound.Code));

    private static async Task<string> TryAsync(RealStage stage, string scenario, ProxyFault fault)
    {
        try
        {
            await RunAsync(stage, scenario, fault == ProxyFault.Hang ? TimeSpan.FromMilliseconds(500) : null).WaitAsync(Patience);
            return "done";
        }
        catch (VaultException failure)
        {
            return failure.Error.Code;
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    private static async Task ArrangeAsync(RealStage stage, string scenario)
    {
        var who = scenario.StartsWith("PullVault", StringComparison.Ordinal) ? "bob" : "here";
        await stage.SaveAsync("one", who);
        await stage.Service(who).SetupStorageAsync();
        if (scenario == "PushVault, first")
        {
            return;
        }

        await stage.Service(who).PushAsync();
        if (scenario is "PullVault, newer" or "PullVault --index=2")
        {
            await stage.Service().PullAsync();
        }

        await stage.SaveAsync("two", who);
        if (scenario != "PushVault, changed")
        {
            await stage.Service(who).PushAsync();
        }

        if (scenario == "PullVault --index=2")
        {
            await stage.Service().PullAsync();
        }
    }

    private static Task RunAsync(RealStage stage, string scenario, TimeSpan? silence) => scenario switch
    {
        "PullVault --index=2" => stage.Service("here", null, silence).PullAsync(new PullOptions { Copy = CopySelector.AtIndex(2) }),
        "PruneHistory" => stage.Service("here", s => s with { Retention = 1 }, silence).PruneHistoryAsync(),
        _ when scenario.StartsWith("Push", StringComparison.Ordinal) => stage.Service("here", null, silence).PushAsync(),
        _ => stage.Service("here", null, silence).PullAsync(),
    };

    private static async Task AssertDoneAsync(RealStage stage, string scenario)
    {
        var objects = await stage.ObjectsAsync();
        var latest = objects[ObjectKeys.Latest].Content;
        var copies = objects.Where(each => ObjectKeys.StampOf(each.Key) is not null).OrderByDescending(each => each.Key, StringComparer.Ordinal)
            .Select(each => each.Value.Content).ToList();
        Assert.Equal(latest, copies[0]);
        switch (scenario)
        {
            case "PruneHistory":
                Assert.Single(copies);
                break;
            case "PullVault --index=2":
                Assert.Equal(copies[1], stage.Vault());
                break;
            default:
                Assert.Equal(latest, stage.Vault());
                break;
        }
    }
}
