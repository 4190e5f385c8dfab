using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests;

public sealed class BucketTests
{
    [Theory]
    [InlineData("eu-central-1")]
    [InlineData("us-east-1")]
    public async Task A_new_bucket_is_created_in_the_configured_region(string region)
    {
        await using var store = await TestStore.StartAsync(
            adjust: options => options with { Bucket = "new" }, serve: options => options with { Region = region });
        Assert.Equal(BucketCreation.Created, await store.Client.CreateBucketAsync());
        Assert.Contains("new", store.Endpoint.BucketNames);
        Assert.Equal(BucketCreation.AlreadyOurs, await store.Client.CreateBucketAsync());
    }

    [Fact]
    public async Task A_bucket_created_between_check_and_creation_is_accepted()
    {
        await using var store = await TestStore.StartAsync(adjust: options => options with { Bucket = "new" });
        store.Endpoint.Faults.On("CreateBucket", Fault.Before(() => store.Endpoint.Bucket("new")));
        Assert.Equal(BucketCreation.AlreadyOurs, await store.Client.CreateBucketAsync());
    }

    [Fact]
    public async Task A_bucket_of_another_account_is_refused_in_one_line()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On("HeadBucket", Fault.Status(403, "AccessDenied"));
        store.Endpoint.Faults.On("CreateBucket", Fault.Status(409, "BucketAlreadyExists"));
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.CreateBucketAsync());
        Assert.Equal(VaultErrors.BucketRefused, failure.Error);
        Assert.Contains("another account owns a bucket with that name", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_permission_to_create_buckets_the_permission_is_named()
    {
        await using var store = await TestStore.StartAsync(
            adjust: options => options with { Bucket = "new" },
            serve: options => options with { Credentials = [S3Credential.Default with { Rights = S3Rights.ReadOnly }] });
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.CreateBucketAsync());
        Assert.Equal(VaultErrors.AccessDenied, failure.Error);
        Assert.Contains("s3:CreateBucket", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_bucket_name_is_refused()
    {
        await using var store = await TestStore.StartAsync(adjust: options => options with { Bucket = "ab" });
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.CreateBucketAsync());
        Assert.Equal(VaultErrors.BucketRefused, failure.Error);
    }
}
