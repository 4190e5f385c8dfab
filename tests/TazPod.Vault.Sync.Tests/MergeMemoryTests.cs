using System.Diagnostics;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A merge of thousands of files holds both sides, the version that they descend from, and the result.</summary>
[Collection(nameof(VaultMemoryTests))]
public sealed class MergeMemoryTests(ITestOutputHelper output)
{
    private const int Files = 10_000;
    private const int LinesPerFile = 69;
    private const int LineBytes = 96;
    private const int Held = 4;

    // Contents of files that both sides changed, read in one batch, and lists of all entries.
    private const long Besides = 80 << 20;
    private readonly Random random = new(1);

    [Fact]
    public async Task A_merge_of_thousands_of_changes_on_both_sides_holds_four_vaults_at_most()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the peak is read from the kernel");
        await using var world = await World.StartAsync();
        using var store = new Testing.TemporaryDirectory("store");
        var (alice, bob) = (world.Machine("alice"), world.Machine("bob"));
        var before = Enumerable.Range(0, Files).Select(_ => Enumerable.Range(0, LinesPerFile).Select(_ => Line()).ToArray()).ToList();
        Write(alice, Enumerable.Range(0, Files), before);
        await Service(alice).SetupStorageAsync();
        await Service(alice).SaveAsync();
        await Service(alice).PushAsync();
        await Service(bob).PullAsync();

        // Of ten files, two are changed there, four here and two on both sides, in different lines; of fifty, one in the same line.
        Write(bob, Enumerable.Range(0, Files), Changed(before, first: file => file % 5 is 0 or 2, last: file => file % 50 == 4));
        var ours = Changed(before, first: file => file % 5 == 1, last: file => file % 5 is 2 or 4);
        Write(alice, Enumerable.Range(0, Files).Where(file => file % 5 is 1 or 2 or 4), ours);
        await Service(bob).SaveAsync();
        await Service(bob).PushAsync();
        await Service(alice).SaveAsync();
        var size = new FileInfo(alice.VaultFile).Length;
        var elsewhere = Path.Combine(alice.Root, "elsewhere");
        var unlock = await TimeAsync(() => Service(alice, s => s with { SecretsDirectory = elsewhere }).UnlockAsync());

        var conflicts = await MeasureAsync("with conflicts", async () =>
            Assert.Equal(Files / 50, (await Service(alice).MergeAsync()).Conflicts.Count));
        await Service(alice).MergeAsync(new MergeOptions { Abort = true });
        var clean = await MeasureAsync("without conflicts", async () =>
            Assert.Equal(MergeOutcome.Merged, (await Service(alice).MergeAsync(new MergeOptions { Ours = true })).Outcome));

        Assert.InRange(conflicts, 0, (Held * size) + Besides);
        Assert.InRange(clean, 0, (Held * size) + Besides);

        async Task<long> MeasureAsync(string name, Func<Task> merge)
        {
            var time = TimeSpan.Zero;
            var peak = await PeakMemory.OfAsync(async () => time = await TimeAsync(merge));
            output.WriteLine($"{name}: {(double)peak / size:0.0} x {size >> 20} MiB, {time / unlock:0.0} x {unlock.TotalSeconds:0.0} s of UnlockVault");
            return peak;
        }

        // An endpoint in this process would use as much memory again.
        VaultService Service(Machine machine, Func<VaultSettings, VaultSettings>? change = null) => machine.Service(s =>
            (change ?? (same => same))(s with { Storage = StorageLocation.InDirectory(store.Path) }));
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> verb)
    {
        var watch = Stopwatch.StartNew();
        await verb();
        return watch.Elapsed;
    }

    private List<string[]> Changed(List<string[]> before, Func<int, bool> first, Func<int, bool> last) =>
    [
        .. before.Select((lines, file) => (first(file), last(file)) switch
        {
            (true, _) => [Line(), .. lines[1..]],
            (_, true) => [.. lines[..^1], Line()],
            _ => lines,
        }),
    ];

    private static void Write(Machine machine, IEnumerable<int> files, List<string[]> texts)
    {
        foreach (var file in files)
        {
            var directory = Directory.CreateDirectory(Path.Combine(machine.Secrets, $"{file / 100}")).FullName;
            File.WriteAllText(Path.Combine(directory, $"{file % 100}"), string.Join('\n', texts[file]));
        }
    }

    private string Line()
    {
        var bytes = new byte[LineBytes * 3 / 4];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
