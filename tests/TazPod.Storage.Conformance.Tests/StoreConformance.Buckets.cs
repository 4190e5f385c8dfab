using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_bucket_is_created_once_and_then_found()
    {
        using var store = Open(NewBucketName());
        Assert.Equal(BucketCreation.Created, await store.CreateBucketAsync(Token));
        Assert.Empty(await store.ListObjectsAsync("", Token));
        Assert.Equal(BucketCreation.AlreadyOurs, await store.CreateBucketAsync(Token));
        await RemoveBucketAsync(store.Identity.Bucket);
    }

    [Fact]
    public async Task Creating_a_bucket_again_keeps_its_objects()
    {
        await StoreAsync("a", Text("x"));
        Assert.Equal(BucketCreation.AlreadyOurs, await Store.CreateBucketAsync(Token));
        await HoldsAsync("a", "x");
    }

    [Fact]
    public async Task Buckets_are_separate()
    {
        using var other = Open(NewBucketName());
        await other.CreateBucketAsync(Token);
        await StoreAsync("a", Text("x"));
        Assert.Null((await other.HeadObjectAsync("a", Token)).Head);
        Assert.NotEqual(Store.Identity, other.Identity);
        await RemoveBucketAsync(other.Identity.Bucket);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper_Case")]
    public async Task An_invalid_bucket_name_is_refused(string bucket) =>
        await FailsAsync(VaultErrors.BucketRefused, async () =>
        {
            using var store = Open(bucket);
            await store.CreateBucketAsync(Token);
        });

    [Fact]
    public void The_same_place_has_the_same_identity()
    {
        using var again = Open(Store.Identity.Bucket);
        Assert.Equal(Store.Identity, again.Identity);
    }
}
