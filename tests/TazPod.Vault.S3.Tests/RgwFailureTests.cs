using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests;

/// <summary>Refusals by a real Ceph RADOS Gateway, mostly without a message.</summary>
public sealed class RgwFailureTests
{
    [Fact]
    public async Task Refusals_are_the_rows_of_the_table()
    {
        Assert.SkipWhen(RgwServer.SkipReason is not null, RgwServer.SkipReason ?? "");
        var bucket = new RealBucket();
        using var store = S3Client.Create(bucket.Options, NoEnvironment.Find);
        Assert.Equal(BucketCreation.Created, await store.CreateBucketAsync());
        try
        {
            await FailAsync(bucket.Options with { SecretAccessKey = "wrong" }, VaultErrors.CredentialsRejected, withHead: true);
            await FailAsync(bucket.Options with { AccessKeyId = "UNKNOWNKEY" }, VaultErrors.CredentialsRejected, withHead: true);
            await FailAsync(bucket.Options with { Bucket = bucket.Options.Bucket + "-not" }, VaultErrors.BucketNotFound, withHead: false);

            using var unmakable = S3Client.Create(bucket.Options with { Bucket = "ab" }, NoEnvironment.Find);
            Assert.Equal(VaultErrors.BucketRefused, (await Assert.ThrowsAsync<VaultException>(() => unmakable.CreateBucketAsync())).Error);
            using var elsewhere = S3Client.Create(
                bucket.Options with { Bucket = bucket.Options.Bucket + "-not", Region = "mars-1" }, NoEnvironment.Find);
            var region = await Assert.ThrowsAsync<VaultException>(() => elsewhere.CreateBucketAsync());
            Assert.Equal(VaultErrors.BucketRefused, region.Error);
            Assert.Contains("'mars-1'", region.Message, StringComparison.Ordinal);
        }
        finally
        {
            await bucket.RemoveAsync();
        }
    }

    private static async Task FailAsync(S3StoreOptions options, VaultError row, bool withHead)
    {
        using var client = S3Client.Create(options, NoEnvironment.Find);
        foreach (var (name, ask) in FailureTests.Requests(client).Where(request => withHead || request.Name != "head"))
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);
            Assert.True(row == failure.Error, $"{name}: {failure.Error.Code} {failure.Message}");
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {failure.Message} | {failure.Hint}");
        }
    }
}
