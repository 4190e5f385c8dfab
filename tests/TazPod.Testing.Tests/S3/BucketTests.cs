using Amazon.S3;
using Amazon.S3.Model;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

public sealed class BucketTests
{
    [Fact]
    public async Task A_bucket_is_created_once_and_in_the_region_of_the_endpoint()
    {
        await using var s3 = await S3Endpoint.StartAsync();
        using var client = Clients.For(s3);
        await client.PutBucketAsync(new PutBucketRequest { BucketName = "new-bucket", BucketRegionName = "eu-central-1" });
        Assert.Equal("eu-central-1", (await client.GetBucketLocationAsync("new-bucket")).Location.Value);
        await client.HeadBucketAsync(new() { BucketName = "new-bucket" });

        await Assert.ThrowsAsync<BucketAlreadyOwnedByYouException>(() => client.PutBucketAsync(
            new PutBucketRequest { BucketName = "new-bucket", BucketRegionName = "eu-central-1" }));
        s3.Quirks = S3Quirks.Rgw;
        await client.PutBucketAsync(new PutBucketRequest { BucketName = "new-bucket", BucketRegionName = "eu-central-1" });
    }

    [Fact]
    public async Task A_bucket_elsewhere_or_with_a_bad_name_is_refused()
    {
        await using var s3 = await S3Endpoint.StartAsync();
        using var client = Clients.For(s3);
        await Refusal.AssertAsync(400, "IllegalLocationConstraintException", () => client.PutBucketAsync(
            new PutBucketRequest { BucketName = "bucket", BucketRegionName = "ap-south-1" }));
        await Refusal.AssertAsync(400, "IllegalLocationConstraintException", () => client.PutBucketAsync(
            new PutBucketRequest { BucketName = "bucket", UseClientRegion = false }));
        await Refusal.AssertAsync(400, "InvalidBucketName", () => client.PutBucketAsync(
            new PutBucketRequest { BucketName = "Bad_Name", BucketRegionName = "eu-central-1" }));
        await Refusal.AssertAsync(404, "NotFound", () => client.HeadBucketAsync(new() { BucketName = "bucket" }));
    }

    [Fact]
    public async Task Only_an_empty_bucket_is_deleted()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("k", "x"u8);
        await Refusal.AssertAsync(409, "BucketNotEmpty", () => it.Client.DeleteBucketAsync("vault"));
        it.Bucket.Clear();
        await it.Client.DeleteBucketAsync("vault");
        Assert.Empty(it.S3.BucketNames);
    }

    [Fact]
    public async Task A_versioned_bucket_keeps_what_was_overwritten_and_deleted()
    {
        await using var it = await EndpointFixture.StartAsync();
        Assert.NotEqual(VersionStatus.Enabled, (await it.Client.GetBucketVersioningAsync("vault")).VersioningConfig.Status);
        await it.Client.PutBucketVersioningAsync(new() { BucketName = "vault", VersioningConfig = new() { Status = VersionStatus.Enabled } });
        Assert.Equal(VersionStatus.Enabled, (await it.Client.GetBucketVersioningAsync("vault")).VersioningConfig.Status);

        var first = await it.PutAsync("k", "one");
        await it.PutAsync("k", "two");
        var deleted = await it.Client.DeleteObjectAsync("vault", "k");
        Assert.Equal("true", deleted.DeleteMarker);
        await Refusal.AssertAsync(404, "NoSuchKey", () => it.GetAsync("k"));
        using var old = await it.Client.GetObjectAsync("vault", "k", first.VersionId);
        Assert.Equal(3, old.ContentLength);
        Assert.Equal(3, (await it.Client.ListVersionsAsync("vault")).Versions.Count);

        await it.Client.DeleteObjectAsync("vault", "k", deleted.VersionId);
        Assert.Equal("two", await it.GetAsync("k"));
    }

    [Fact]
    public async Task Settings_are_kept_and_report_when_they_were_never_set()
    {
        await using var it = await EndpointFixture.StartAsync();
        Assert.Equal(404, (int)(await it.Client.GetBucketPolicyAsync("vault")).HttpStatusCode);
        await it.Client.PutBucketPolicyAsync("vault", "{}");
        Assert.Equal("{}", (await it.Client.GetBucketPolicyAsync("vault")).Policy);

        await it.Client.PutPublicAccessBlockAsync(new()
        {
            BucketName = "vault",
            PublicAccessBlockConfiguration = new() { BlockPublicAcls = true },
        });
        Assert.True((await it.Client.GetPublicAccessBlockAsync(new() { BucketName = "vault" })).PublicAccessBlockConfiguration.BlockPublicAcls);
        await it.PutAsync("k", "x");
        it.S3.Quirks = S3Quirks.Aws with { RefusePutWhenAclsAreBlocked = true };
        await Refusal.AssertAsync(403, "AccessDenied", () => it.PutAsync("k", "x"));
    }
}
