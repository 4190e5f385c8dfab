using TazPod.Testing.S3;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests;

public sealed class StoreWithoutConditionsTests
{
    [Fact]
    public async Task It_is_refused_unless_the_user_accepts_the_risk()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { IgnoreConditions = true });
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");

        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.ConditionsNotHonoured);
        Assert.Empty(world.Bucket.Keys);

        var pushed = await alice.Service(s => s with { UnsafeStore = true }).PushAsync();
        Assert.Contains(pushed.Notices, notice => notice.Contains("unsafe_store", StringComparison.Ordinal));
        Assert.Equal(alice.VaultBytes, world.Latest);
    }

    [Fact]
    public async Task The_first_push_to_an_unknown_store_probes_once_and_leaves_nothing_behind()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");

        await alice.Service().PushAsync();
        Assert.All(world.Bucket.Keys, key => Assert.DoesNotContain(".probe", key, StringComparison.Ordinal));
        await alice.SaveAsync("two");
        world.S3.ResetRequests();
        await alice.Service().PushAsync();

        Assert.Equal(4, world.S3.Requests.Count);
    }

    [Fact]
    public async Task Setup_creates_the_bucket_reports_what_is_honoured_and_can_be_repeated()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");

        var first = await alice.Service(s => s with { Bucket = "fresh-bucket" }).SetupStorageAsync();
        var second = await alice.Service(s => s with { Bucket = "fresh-bucket" }).SetupStorageAsync();

        Assert.Equal(BucketCreation.Created, first.Bucket);
        Assert.Equal(BucketCreation.AlreadyOurs, second.Bucket);
        Assert.Equal(ConditionSupport.Honoured, second.Conditions);
        Assert.Empty(world.S3.Bucket("fresh-bucket").Keys);
    }
}
