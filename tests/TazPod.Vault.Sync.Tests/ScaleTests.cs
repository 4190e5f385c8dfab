using System.Runtime.CompilerServices;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.History;
using TazPod.Vault.Options;

namespace TazPod.Vault.Sync.Tests;

/// <summary>The page about scale states the requests that the verbs send.</summary>
public sealed class ScaleTests
{
    private static readonly string[][] Kinds =
        [["HeadObject"], ["GetObject"], ["ListObjectsV2"], ["PutObject", "CopyObject"], ["DeleteObjects"]];

    [Fact]
    public async Task Pulls_and_pushes_without_a_race()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = world.Machine("bob");

        await AssertAsync(world, "PullVault, new", () => bob.Service().PullAsync());
        await AssertAsync(world, "PullVault, nothing new", () => bob.Service().PullAsync());
        await AssertAsync(world, "PushVault, nothing new", () => alice.Service().PushAsync());
        await alice.SaveAsync("two");
        await AssertAsync(world, "PushVault", () => alice.Service().PushAsync());
    }

    [Fact]
    public async Task A_push_that_prunes()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved("one");
        Task PushAsync() => alice.Service(s => s with { Retention = 1 }).PushAsync();
        await PushAsync();
        foreach (var text in (string[])["two", "three"])
        {
            await alice.SaveAsync(text);
            await (text == "two" ? PushAsync() : AssertAsync(world, "PushVault that prunes", PushAsync));
        }
    }

    [Theory]
    [InlineData(1, "PushVault --merge, 1 race lost")]
    [InlineData(3, "PushVault --merge, 3 races lost")]
    public async Task Lost_races(int races, string row)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var rival = await world.Newcomer("rival").Bootstrapped();
        await ChangeAsync(alice, "alice");
        var wins = 0;
        var isRival = false;
        world.S3.Faults.On(
            request => request is { Operation: "PutObject", Key: ObjectKeys.Latest } && !isRival && wins < races,
            Fault.Before(async () =>
            {
                isRival = true;
                await ChangeAsync(rival, $"rival-{wins++}");
                await rival.Service().PushAsync();
                isRival = false;
            }));

        await AssertAsync(world, row, () => alice.Service().PushAsync(new PushOptions { Merge = races }), besides: races);

        Assert.Equal(races, wins);
    }

    // Besides the verb, so many other pushes were made meanwhile.
    private static async Task AssertAsync(World world, string row, Func<Task> verb, int besides = 0)
    {
        world.S3.ResetRequests();
        await verb();

        var other = Row("PushVault");
        var sent = Kinds.Select(names => world.S3.Operations.Count(names.Contains));
        Assert.Equal(Row(row).Zip(other, (own, others) => own + (besides * others)), sent);
        Assert.Equal(sent.Sum(), world.S3.Operations.Count);
    }

    private static IReadOnlyList<int> Row(string name) =>
        [.. Assert.Single(File.ReadLines(Page()), line => line.StartsWith($"| {name} | ", StringComparison.Ordinal) && line.Count(c => c == '|') == 7)
            .Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(int.Parse)];

    private static string Page([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "docs", "SCALE.md");

    private static async Task ChangeAsync(Machine machine, string name)
    {
        await File.WriteAllTextAsync(Path.Combine(machine.Secrets, name), name);
        await machine.Service().SaveAsync();
    }
}
