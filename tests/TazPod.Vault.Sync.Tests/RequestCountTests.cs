using TazPod.Testing.S3;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Promise 9, frugal: the number of requests of each verb once the store is known.</summary>
public sealed class RequestCountTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_changed_push_costs_four_requests_and_an_unchanged_one_costs_one(bool isRgw)
    {
        await using var world = await World.StartAsync(isRgw ? S3Quirks.Rgw : S3Quirks.Aws);
        var alice = await world.Prepare("alice").Saved("one");

        await alice.Service().PushAsync();
        Assert.Equal(["HeadObject", "ListObjectsV2", "PutObject", "CopyObject"], world.S3.Operations);

        await alice.SaveAsync("two");
        world.S3.ResetRequests();
        await alice.Service().PushAsync();
        AssertPushed(world);

        Assert.InRange(world.S3.Requests.Sum(request => request.BytesIn), new FileInfo(alice.VaultFile).Length, new FileInfo(alice.VaultFile).Length + 1024);

        world.S3.ResetRequests();
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
        Assert.Equal(["HeadObject"], world.S3.Operations);
        Assert.Equal(0, world.S3.Requests.Sum(request => request.BytesIn + request.BytesOut));
    }

    [Fact]
    public async Task A_fresh_workspace_learns_from_latest_that_conditions_are_honoured()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var ci = await world.Newcomer("ci").Pulled().Saved("two");

        world.S3.ResetRequests();
        await ci.Service().PushAsync();

        AssertPushed(world);
    }

    [Fact]
    public async Task Retention_adds_one_batch()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        for (var turn = 0; turn < 3; turn++)
        {
            await alice.SaveAsync($"turn {turn}");
            world.S3.ResetRequests();
            await alice.Service(s => s with { Retention = 2 }).PushAsync();
        }

        AssertPushed(world, "DeleteObjects");
        Assert.Equal(2, world.Copies.Count);
    }

    [Fact]
    public async Task A_pull_costs_one_request_and_a_pull_without_news_costs_one_without_a_body()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = world.Machine("bob");

        world.S3.ResetRequests();
        Assert.Equal(PullOutcome.Pulled, (await bob.Service().PullAsync()).Outcome);
        Assert.Equal(["GetObject"], world.S3.Operations);

        world.S3.ResetRequests();
        Assert.Equal(PullOutcome.Unchanged, (await bob.Service().PullAsync()).Outcome);
        Assert.Equal(304, Assert.Single(world.S3.Requests).Status);

        world.S3.ResetRequests();
        Assert.Equal(PullOutcome.Unchanged, (await alice.Service().PullAsync()).Outcome);
        Assert.Equal(304, Assert.Single(world.S3.Requests).Status);
    }

    [Fact]
    public async Task A_copy_by_index_costs_a_listing_and_a_download()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");

        world.S3.ResetRequests();
        await alice.Service().PullAsync(new PullOptions { Copy = CopySelector.AtIndex(2) });

        Assert.Equal(["ListObjectsV2", "GetObject"], world.S3.Operations);
    }

    [Fact]
    public async Task Bootstrap_and_status_cost_one_request()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var container = world.Machine("container");

        world.S3.ResetRequests();
        await container.Service().BootstrapAsync();
        await container.Service().BootstrapAsync();
        Assert.Equal(2, world.S3.Requests.Count);
        Assert.Equal("one", container.Read()["token"]);

        world.S3.ResetRequests();
        Assert.Equal(SyncRelation.InSync, (await container.Service().StatusAsync()).Relation);
        Assert.Single(world.S3.Requests);
    }

    // The first two are sent side by side, and can be answered in either order.
    private static void AssertPushed(World world, params string[] more)
    {
        Assert.Equal(["HeadObject", "ListObjectsV2"], world.S3.Operations.Take(2).Order());
        Assert.Equal(["PutObject", "CopyObject", .. more], world.S3.Operations.Skip(2));
    }
}
