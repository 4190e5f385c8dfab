using TazPod.Testing;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>PushVault --merge: writers of different files all get their turn.</summary>
public sealed class MergingPushTests
{
    private static readonly PushOptions Merging = new() { Merge = 5 };

    [Fact]
    public async Task What_others_have_pushed_is_merged_and_pushed()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await ChangeAsync(bob, "bob");
        await bob.Service().PushAsync();
        await ChangeAsync(alice, "alice");
        await Machine.FailsAsync(() => alice.Service().PushAsync(new PushOptions()), VaultErrors.RemoteMoved);

        var pushed = await alice.Service().PushAsync(Merging);

        Assert.Equal(("pushed", 1), (pushed.Status, pushed.Merges));
        Assert.Contains("with what others had pushed", pushed.Summary, StringComparison.Ordinal);
        Assert.Equal(["alice", "bob", "token"], alice.Read().Keys.Order());
        await bob.Service().BootstrapAsync();
        Assert.Equal(alice.Read(), bob.Read());
        Assert.Equal(("unchanged", 0), ((await alice.Service().PushAsync(Merging)).Status, (await alice.Service().PushAsync(Merging)).Merges));
    }

    [Fact]
    public async Task A_push_that_needs_no_merge_sends_what_it_always_sends()
    {
        await using var world = await World.StartAsync();
        var (alice, _) = await BothAsync(world);
        await ChangeAsync(alice, "a");
        world.S3.ResetRequests();
        await alice.Service().PushAsync();
        var without = world.S3.Requests.Count;
        await ChangeAsync(alice, "b");
        world.S3.ResetRequests();

        await alice.Service().PushAsync(Merging);

        Assert.Equal(without, world.S3.Requests.Count);
    }

    [Fact]
    public async Task Conflicts_end_as_those_of_a_merge()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await bob.PushAsync("bob");
        await alice.SaveAsync("alice");
        var latest = world.Latest;

        var failure = await Machine.FailsAsync(() => alice.Service().PushAsync(Merging), VaultErrors.MergeConflicts);

        Assert.Contains("'token'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(latest, world.Latest);
        Assert.NotNull((await alice.Service().StatusAsync()).Merge);
    }

    [Fact]
    public async Task Edits_that_were_not_saved_are_not_pushed()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await ChangeAsync(bob, "bob");
        await bob.Service().PushAsync();
        await ChangeAsync(alice, "alice");
        await File.WriteAllTextAsync(Path.Combine(alice.Secrets, "draft"), "x");
        var latest = world.Latest;

        await Machine.FailsAsync(() => alice.Service().PushAsync(Merging), VaultErrors.SecretsEdited);

        Assert.Equal(latest, world.Latest);
        Assert.True(File.Exists(Path.Combine(alice.Secrets, "draft")));
    }

    [Fact]
    public async Task A_push_merges_no_more_often_than_it_may()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await ChangeAsync(alice, "alice");
        Queue<byte[]> others = new();
        for (var number = 1; number <= 3; number++)
        {
            await ChangeAsync(bob, $"bob-{number}");
            others.Enqueue(bob.VaultBytes);
        }

        // Another tool is faster every time.
        world.S3.Faults.On(
            request => request is { Operation: "PutObject", Key: ObjectKeys.Latest },
            Fault.Before(() =>
            {
                world.Bucket.Put(ObjectKeys.Latest, others.Dequeue(), new Dictionary<string, string>());
                return Task.CompletedTask;
            }));

        await Machine.FailsAsync(() => alice.Service().PushAsync(new PushOptions { Merge = 2 }), VaultErrors.RemoteMoved);

        Assert.Empty(others);
        Assert.Contains("bob-2", alice.Read().Keys);
        world.S3.Faults.Clear();
        Assert.Equal("pushed", (await alice.Service().PushAsync(new PushOptions { Merge = 1 })).Status);
        await bob.Service().PullAsync(new PullOptions { Force = true });
        await bob.Service().UnlockAsync(new UnlockOptions { Force = true });
        Assert.Equal(["alice", "bob-1", "bob-2", "bob-3", "token"], bob.Read().Keys.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Writers_of_different_files_at_the_same_moment_all_succeed(bool inDirectory)
    {
        const int Writers = 12;
        await using var world = await World.StartAsync();
        using var store = new TemporaryDirectory("store");
        VaultSettings Settings(VaultSettings s) => inDirectory ? s with { Storage = StorageLocation.InDirectory(store.Path) } : s;
        var first = world.Machine("first");
        await first.SaveAsync("shared");
        await first.Service(Settings).SetupStorageAsync();
        await first.Service(Settings).PushAsync();
        var machines = Enumerable.Range(0, Writers).Select(number => world.Machine($"writer-{number}")).ToList();
        foreach (var machine in machines)
        {
            await machine.Service(Settings).BootstrapAsync();
            await File.WriteAllTextAsync(Path.Combine(machine.Secrets, Path.GetFileName(machine.Root)), "mine");
            await machine.Service(Settings).SaveAsync();
        }

        var pushes = await Task.WhenAll(machines.Select(machine =>
            Task.Run(() => machine.Service(Settings).PushAsync(new PushOptions { Merge = Writers }))));

        Assert.All(pushes, push => Assert.Equal("pushed", push.Status));
        await first.Service(Settings).BootstrapAsync();
        Assert.Equal(Writers + 1, first.Read().Count);
    }

    private static async Task<(Machine Alice, Machine Bob)> BothAsync(World world)
    {
        var alice = await world.Prepare("alice").Pushed("one");
        return (alice, await world.Newcomer("bob").Bootstrapped());
    }

    private static async Task ChangeAsync(Machine machine, string name)
    {
        await File.WriteAllTextAsync(Path.Combine(machine.Secrets, name), name);
        await machine.Service().SaveAsync();
    }
}
