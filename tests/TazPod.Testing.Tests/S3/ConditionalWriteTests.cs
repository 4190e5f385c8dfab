using Amazon.S3.Model;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

public sealed class ConditionalWriteTests
{
    [Fact]
    public async Task If_None_Match_lets_only_the_first_of_many_racers_win()
    {
        await using var it = await EndpointFixture.StartAsync();
        var racers = Enumerable.Range(0, 16).Select(i => it.PutAsync("k", $"racer {i}", static r => r.IfNoneMatch = "*"));
        await Task.WhenAll(racers.Select(async racer =>
        {
            try
            {
                await racer;
            }
            catch (Amazon.S3.AmazonS3Exception e) when (e.ErrorCode == "PreconditionFailed")
            {
            }
        }));
        Assert.Equal(15, it.S3.Requests.Count(r => r.Status == 412));
        Assert.Equal(1, it.S3.Requests.Count(r => r.Status == 200));
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("{0}")]
    public async Task If_Match_accepts_the_ETag_quoted_or_not(string form)
    {
        await using var it = await EndpointFixture.StartAsync();
        var right = string.Format(null, form, it.Bucket.Put("k", "old"u8).ETag);
        await it.PutAsync("k", "new", r => r.IfMatch = right);
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.PutAsync("k", "newer", r => r.IfMatch = right));
        Assert.Equal("new", await it.GetAsync("k"));
    }

    [Fact]
    public async Task If_Match_on_a_missing_key_is_404_on_AWS_and_412_on_RGW()
    {
        await using var it = await EndpointFixture.StartAsync();
        await Refusal.AssertAsync(404, "NoSuchKey", () => it.PutAsync("k", "new", static r => r.IfMatch = "abc"));
        it.S3.Quirks = S3Quirks.Aws with { MissingKeyFailsIfMatch = true };
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.PutAsync("k", "new", static r => r.IfMatch = "abc"));
    }

    [Fact]
    public async Task A_server_may_refuse_the_quoted_form()
    {
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Aws with { RefuseQuotedIfMatch = true });
        var etag = it.Bucket.Put("k", "old"u8).ETag;
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.PutAsync("k", "new", r => r.IfMatch = $"\"{etag}\""));
        await it.PutAsync("k", "new", r => r.IfMatch = etag);
    }

    [Fact]
    public async Task A_server_may_ignore_conditions()
    {
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Aws with { IgnoreConditions = true });
        it.Bucket.Put("k", "old"u8);
        await it.PutAsync("k", "new", static r => r.IfNoneMatch = "*");
        await it.PutAsync("k", "newer", static r => r.IfMatch = "wrong");
        Assert.Equal("newer", await it.GetAsync("k"));
    }

    [Fact]
    public async Task A_server_may_answer_with_a_conflict_a_number_of_times()
    {
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Aws with { ConflictOnConditionalPut = 2 });
        for (var i = 0; i < 2; i++)
            await Refusal.AssertAsync(409, "ConditionalRequestConflict", () => it.PutAsync("k", "new", static r => r.IfNoneMatch = "*"));
        await it.PutAsync("k", "new", static r => r.IfNoneMatch = "*");
    }

    [Fact]
    public async Task RGW_breaks_conditions_in_a_versioned_bucket()
    {
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Rgw, static c => c.RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED);
        it.Bucket.Versioning = S3BucketVersioning.Enabled;
        var etag = it.Bucket.Put("k", "old"u8).ETag;
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.PutAsync("k", "new", r => r.IfMatch = etag));
        await it.PutAsync("k", "new", static r => r.IfNoneMatch = "*");
        Assert.Equal(2, it.Bucket.Versions("k").Count);
    }

    [Fact]
    public async Task Deleting_obeys_If_Match_on_AWS()
    {
        await using var it = await EndpointFixture.StartAsync();
        var etag = it.Bucket.Put("k", "old"u8).ETag;
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.Client.DeleteObjectAsync(
            new DeleteObjectRequest { BucketName = "vault", Key = "k", IfMatch = "\"other\"" }));
        await it.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "vault", Key = "k", IfMatch = $"\"{etag}\"" });
        Assert.Empty(it.Bucket.Keys);
    }
}
