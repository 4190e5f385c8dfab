using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Hosting;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A plan is exactly what a run does, for every history and all rules.</summary>
public sealed class RetentionPlanTests
{
    private const int Histories = 10_000;
    private static readonly DateTimeOffset Start = new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_plans_for_thousands_of_random_histories_are_what_the_runs_do()
    {
        using var directory = new TemporaryDirectory("plans");
        for (var seed = 0; seed < Histories; seed++)
        {
            await CheckAsync(new Random(seed), directory.Combine("vault.tar.aes"), $"seed {seed}");
        }
    }

    [Fact]
    public async Task A_plan_that_arguments_request_holds_for_the_options_of_the_caller_too()
    {
        using var directory = new TemporaryDirectory("plan-of-arguments");
        using var store = new MemoryStore();
        Fill(store, new Random(3));
        string[] before = [.. store.Keys];
        var settings = new VaultSettings { VaultFile = directory.Combine("vault.tar.aes"), Retention = 1 };
        var service = new VaultService(
            settings, new VaultServiceOptions { OpenStore = () => store }, OptionValues.None.With(OptionCatalog.Plan, true));

        Assert.NotEmpty((await service.PruneHistoryAsync(new PruneOptions())).Plan);
        var refused = await Machine.FailsAsync(
            () => service.RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(1), Yes = true }), VaultErrors.ContradictingSettings);

        Assert.Contains("cannot show a plan", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, store.Keys);
    }

    private static async Task CheckAsync(Random random, string vaultFile, string seed)
    {
        using var store = new MemoryStore();
        var (stamps, pinned, latest) = Fill(store, random);
        string[] before = [.. store.Keys];
        var settings = Rules(random, vaultFile);

        var plan = await Service(store, settings).PruneHistoryAsync(new PruneOptions { Plan = true });
        Assert.Equal(before, store.Keys);
        var deed = await Service(store, settings).PruneHistoryAsync();

        Assert.Equal(plan.Plan, deed.Plan);
        Assert.Equal(plan.Pruned, deed.Pruned);
        Assert.Equal(stamps.Count, plan.Plan.Count);
        Assert.All(plan.Plan, entry => Assert.NotEmpty(entry.Reason));
        var expected = Expected(settings, stamps, pinned, latest);
        Assert.True(
            expected.SetEquals(plan.Plan.Where(entry => entry.Kept).Select(entry => entry.Stamp)),
            $"{seed}: {plan.Rules}: wanted {string.Join(' ', expected.Order())}, plan {string.Join('\n', plan.Plan)}");
        Assert.Equal(
            before.Where(key => ObjectKeys.StampOf(key) is not { } stamp || expected.Contains(stamp.ToString())), store.Keys);
        Assert.Empty((await Service(store, settings).PruneHistoryAsync()).Pruned);
    }

    private static (List<Stamp> Stamps, HashSet<Stamp> Pinned, Stamp? Latest) Fill(MemoryStore store, Random random)
    {
        var span = random.Next(3) switch { 0 => 86_400, 1 => 86_400 * 40, _ => 86_400 * 500 };
        List<Stamp> stamps =
        [
            .. Enumerable.Range(0, random.Next(0, 40)).Select(_ => new Stamp(Start.AddSeconds(random.Next(span)))).Distinct().OrderDescending(),
        ];
        var pinned = stamps.Where(_ => random.Next(8) == 0).ToHashSet();
        foreach (var stamp in stamps)
        {
            store.Put(ObjectKeys.ForStamp(stamp), BitConverter.GetBytes(stamp.Time.Ticks));
        }

        foreach (var stamp in pinned)
        {
            store.Put(ObjectKeys.ForPin(stamp), BitConverter.GetBytes(stamp.Time.Ticks));
        }

        // A pin whose history copy is gone, and foreign objects.
        store.Put(ObjectKeys.ForPin(new Stamp(Start.AddYears(-1))), [1]);
        store.Put($"{ObjectKeys.HistoryPrefix}README.md", [2]);
        Stamp? latest = stamps.Count > 0 && random.Next(4) > 0 ? stamps[random.Next(stamps.Count)] : null;
        store.Put(ObjectKeys.Latest, latest is { } held ? BitConverter.GetBytes(held.Time.Ticks) : [3]);
        return (stamps, pinned, latest);
    }

    private static VaultSettings Rules(Random random, string vaultFile) => new()
    {
        VaultFile = vaultFile,
        Retention = random.Next(1, 20),
        KeepLast = Maybe(random),
        KeepDaily = Maybe(random),
        KeepWeekly = Maybe(random),
        KeepMonthly = Maybe(random),
    };

    private static int? Maybe(Random random) => random.Next(2) == 0 ? null : random.Next(1, 8);

    // Independent of the code's own formulation: every rule alone, as groups, and then all of them together.
    private static HashSet<string> Expected(VaultSettings rules, List<Stamp> newestFirst, HashSet<Stamp> pinned, Stamp? latest)
    {
        HashSet<Stamp> kept = [.. newestFirst.Take(1), .. pinned];
        if (latest is { } held)
        {
            kept.Add(held);
        }

        var isPlain = rules is { KeepLast: null, KeepDaily: null, KeepWeekly: null, KeepMonthly: null };
        kept.UnionWith(newestFirst.Take(isPlain ? rules.Retention : rules.KeepLast ?? 0));
        kept.UnionWith(Newest(rules.KeepDaily, stamp => stamp.Time.Date));
        kept.UnionWith(Newest(rules.KeepWeekly, stamp => stamp.Time.Date.AddDays(-(((int)stamp.Time.DayOfWeek + 6) % 7))));
        kept.UnionWith(Newest(rules.KeepMonthly, stamp => new DateTime(stamp.Time.Year, stamp.Time.Month, 1)));
        return [.. kept.Select(stamp => stamp.ToString())];

        IEnumerable<Stamp> Newest(int? count, Func<Stamp, DateTime> period) =>
            newestFirst.GroupBy(period).OrderByDescending(group => group.Key).Take(count ?? 0).Select(group => group.Max());
    }

    private static VaultService Service(MemoryStore store, VaultSettings settings) =>
        new(settings, new VaultServiceOptions { OpenStore = () => store });
}
