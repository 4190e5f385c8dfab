using Microsoft.Extensions.Time.Testing;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Results;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Many runs in one directory: a run that changes nothing does not wait, and a run in a queue that moves gets its turn.</summary>
public sealed class WaitingTests
{
    private const int Many = 60;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_pull_with_nothing_new_needs_no_lock_and_one_request()
    {
        await using var world = await World.StartAsync();
        var alice = await SyncedAsync(world);
        using var held = await HoldAsync(alice);

        var pulls = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Run(() => alice.Service().PullAsync())));

        Assert.All(pulls, pull => Assert.Equal(PullOutcome.Unchanged, pull.Outcome));
        Assert.Equal(Enumerable.Repeat("GetObject", Many), world.S3.Operations);
    }

    [Fact]
    public async Task A_pull_with_something_new_asks_once_and_replaces_the_vault_under_the_lock()
    {
        await using var world = await World.StartAsync();
        var alice = await SyncedAsync(world);
        var bob = await world.Newcomer("bob").Pulled();
        await alice.PushAsync("two");
        world.S3.ResetRequests();
        var held = await HoldAsync(bob);
        var pull = Task.Run(() => bob.Service().PullAsync());
        while (world.S3.Requests.Count == 0)
        {
            await Task.Yield();
        }

        Assert.False(pull.IsCompleted);
        held.Dispose();

        Assert.Equal(PullOutcome.Pulled, (await pull).Outcome);
        Assert.Equal(alice.VaultBytes, bob.VaultBytes);
        Assert.Equal(["GetObject"], world.S3.Operations);
    }

    [Fact]
    public async Task An_older_response_does_not_undo_the_work_of_another_run_before_the_lock()
    {
        await using var world = await World.StartAsync();
        var alice = await SyncedAsync(world);
        var bob = await world.Newcomer("bob").Pulled();
        await alice.PushAsync("two");
        world.S3.Faults.OnNth(1, "GetObject", Fault.Before(async () =>
        {
            await bob.Service().UnlockAsync();
            await bob.SaveAsync("mine");
        }));

        await Machine.FailsAsync(() => bob.Service().PullAsync(), VaultErrors.UnpushedChanges);

        await bob.Service(s => s with { SecretsDirectory = Path.Combine(bob.Root, "out") }).UnlockAsync();
        Assert.Equal("mine", bob.Read(Path.Combine(bob.Root, "out"))["token"]);
    }

    [Fact]
    public async Task A_label_that_a_killed_run_left_behind_is_still_corrected()
    {
        await using var world = await World.StartAsync();
        var alice = await SyncedAsync(world);
        var label = File.ReadAllText(alice.Beside("last-content.hash"));
        File.WriteAllText(alice.Beside("last-content.hash"), new string('0', label.Length));

        Assert.Equal(PullOutcome.Unchanged, (await alice.Service().PullAsync()).Outcome);

        Assert.Equal(label, File.ReadAllText(alice.Beside("last-content.hash")));
    }

    [Fact]
    public async Task A_run_that_waits_for_one_holder_after_another_gets_its_turn()
    {
        await using var world = await World.StartAsync();
        var (location, time) = (new VaultLocation(world.Machine("alice").VaultFile), new FakeTimeProvider());
        var holder = await TakeAsync("first");
        var waiting = TakeAsync("last");

        // Each holder keeps the lock for less than the time limit, but all together for longer.
        for (var turn = 0; turn < 5; turn++)
        {
            await PassAsync(TimeSpan.FromSeconds(2));
            Assert.False(waiting.IsCompleted);
            File.WriteAllText(location.Lock + ".holder", $"turn {turn}");
        }

        holder.Dispose();
        await PassAsync(TimeSpan.FromSeconds(1));
        (await waiting).Dispose();

        Task<WorkspaceLock> TakeAsync(string verb) => WorkspaceLock.TakeAsync(location, verb, "alice", time, NoWait, TestContext.Current.CancellationToken);

        async Task PassAsync(TimeSpan period)
        {
            for (var passed = TimeSpan.Zero; passed < period; passed += Step)
            {
                time.Advance(Step);
                for (var turn = 0; turn < 100; turn++)
                {
                    await Task.Yield();
                }
            }
        }
    }

    [Fact]
    public async Task A_lock_that_is_free_is_not_waited_for_however_slow_the_machine_is()
    {
        await using var world = await World.StartAsync();
        var location = new VaultLocation(world.Machine("alice").VaultFile);

        using var taken = await WorkspaceLock.TakeAsync(
            location, "SaveVault", "alice", TimeProvider.System, () => throw new InvalidOperationException("it waited"), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_error_for_a_lock_that_is_not_released_names_the_holder()
    {
        await using var world = await World.StartAsync();
        var alice = await SyncedAsync(world);
        using var held = await WorkspaceLock.TakeAsync(
            new VaultLocation(alice.VaultFile), "RekeyVault", "bob", TimeProvider.System, NoWait, TestContext.Current.CancellationToken);

        var failure = await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.WorkspaceBusy);

        Assert.Contains("RekeyVault by bob", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_of_one_service_can_overlap_and_of_two_that_write_the_second_is_refused()
    {
        await using var world = await World.StartAsync();
        var alice = await SyncedAsync(world);
        await alice.SaveAsync("two");
        var service = alice.Service();
        SyncRelation? seen = null;
        VaultException? refused = null;
        world.S3.Faults.On("PutObject", 1, Fault.Before(async () =>
        {
            seen = (await service.StatusAsync()).Relation;
            refused = await Machine.FailsAsync(() => service.SaveAsync(), VaultErrors.WorkspaceBusy);
        }));

        Assert.Equal(PushOutcome.Pushed, (await service.PushAsync()).Outcome);

        Assert.Equal(SyncRelation.LocalAhead, seen);
        Assert.Contains("PushVault by ", refused!.Message, StringComparison.Ordinal);
    }

    private static IAsyncDisposable NoWait() => new MemoryStream();

    private static async Task<Machine> SyncedAsync(World world)
    {
        var machine = await world.Prepare("alice").Pushed("one");
        world.S3.ResetRequests();
        return machine;
    }

    private static async Task<ExclusiveFile> HoldAsync(Machine machine) =>
        (await ExclusiveFile.TryTakeAsync(machine.Beside(".lock"), TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken))!;
}
