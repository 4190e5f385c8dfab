using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A push of a vault that is known to be changed sends HEAD and LIST side by side, and fails as if it sent one after the
/// other.</summary>
public sealed class PushRequestsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("HeadObject", "ListObjectsV2")]
    [InlineData("ListObjectsV2", "HeadObject")]
    public async Task A_changed_push_does_not_wait_for_one_answer_before_it_sends_the_other(string answered, string sent)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.S3.Faults.On(sent, Fault.Before(arrived.SetResult));
        world.S3.Faults.On(answered, Fault.Before(() => arrived.Task.WaitAsync(Patience)));
        world.S3.ResetRequests();

        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);

        Assert.Equal(4, world.S3.Requests.Count);
    }

    [Fact]
    public async Task Without_a_known_change_the_HEAD_comes_alone()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Saved("bob's");
        world.S3.Faults.On("HeadObject", Fault.Status(403, "AccessDenied"));
        world.S3.ResetRequests();

        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.AccessDenied);
        await alice.SaveAsync("two");
        await Machine.FailsAsync(() => alice.Service().PushAsync(new PushOptions { Force = true }), VaultErrors.AccessDenied);
        await Machine.FailsAsync(() => bob.Service().PushAsync(), VaultErrors.AccessDenied);

        Assert.Equal(0, world.S3.CountOf("ListObjectsV2"));
    }

    [Fact]
    public async Task A_refused_HEAD_is_reported_and_ends_a_listing_that_hangs()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        var listed = ListingArrives(world);
        world.S3.Faults.On("ListObjectsV2", Fault.Hang);
        world.S3.Faults.On("HeadObject", Fault.Before(() => listed.WaitAsync(Patience)));
        world.S3.Faults.On("HeadObject", Fault.Status(403, "AccessDenied"));

        var failure = await Machine.FailsAsync(() => alice.Service().PushAsync().WaitAsync(Patience), VaultErrors.AccessDenied);

        Assert.Contains("look up", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_is_reported_whatever_becomes_of_the_listing()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        await world.Newcomer("bob").Bootstrapped().Pushed("bob's");
        await alice.SaveAsync("two");

        foreach (var fault in new[] { Fault.Hang, Fault.Status(403, "AccessDenied") })
        {
            world.S3.Faults.Clear();
            var listed = ListingArrives(world);
            world.S3.Faults.On("ListObjectsV2", fault);
            world.S3.Faults.On("HeadObject", Fault.Before(() => listed.WaitAsync(Patience)));
            await Machine.FailsAsync(() => alice.Service().PushAsync().WaitAsync(Patience), VaultErrors.RemoteMoved);
        }
    }

    [Fact]
    public async Task A_refused_listing_is_reported_and_nothing_is_written()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        var before = world.Latest;
        world.S3.Faults.On("ListObjectsV2", Fault.Status(403, "AccessDenied"));

        var failure = await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.AccessDenied);

        Assert.Contains("list", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, world.Latest);
    }

    [Fact]
    public async Task A_listing_sent_early_does_not_count_if_latest_is_another_version_than_expected()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        world.Bucket.Remove(ObjectKeys.Latest);
        world.S3.ResetRequests();

        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);

        Assert.Equal(2, world.S3.CountOf("ListObjectsV2"));
    }

    private static Task ListingArrives(World world)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.S3.Faults.On("ListObjectsV2", Fault.Before(() => { arrived.TrySetResult(); }));
        return arrived.Task;
    }
}
