using Amazon.S3;
using Amazon.S3.Model;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

public sealed class CopyTests
{
    [Fact]
    public async Task A_copy_has_the_content_and_metadata_of_its_source()
    {
        await using var it = await EndpointFixture.StartAsync();
        var source = it.Bucket.Put("a b/ü+1", "hello"u8, new Dictionary<string, string> { ["m"] = "v" });
        var response = await it.Client.CopyObjectAsync("vault", "a b/ü+1", "vault", "copy");
        Assert.Equal($"\"{source.ETag}\"", response.ETag);
        Assert.NotNull(response.LastModified);
        Assert.Equal("v", it.Bucket.Get("copy")!.Metadata["m"]);
        Assert.Equal("hello", await it.GetAsync("copy"));
    }

    [Fact]
    public async Task A_copy_with_REPLACE_has_the_metadata_of_the_request()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("k", "hello"u8, new Dictionary<string, string> { ["old"] = "v" });
        var request = new CopyObjectRequest
        {
            SourceBucket = "vault",
            SourceKey = "k",
            DestinationBucket = "vault",
            DestinationKey = "k",
            MetadataDirective = S3MetadataDirective.REPLACE,
        };
        request.Metadata["new"] = "w";
        await it.Client.CopyObjectAsync(request);
        Assert.Equal(["new"], it.Bucket.Get("k")!.Metadata.Keys);
    }

    [Fact]
    public async Task A_copy_onto_itself_without_a_change_is_refused()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("k", "hello"u8);
        await Refusal.AssertAsync(400, "InvalidRequest", () => it.Client.CopyObjectAsync("vault", "k", "vault", "k"));
    }

    [Fact]
    public async Task A_copy_obeys_the_conditions_on_its_source()
    {
        await using var it = await EndpointFixture.StartAsync();
        var etag = it.Bucket.Put("k", "hello"u8).ETag;
        await it.Client.CopyObjectAsync(Request($"\"{etag}\"", null));
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.Client.CopyObjectAsync(Request("\"other\"", null)));
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.Client.CopyObjectAsync(Request(null, $"\"{etag}\"")));

        it.S3.Quirks = S3Quirks.Aws with { IgnoreCopySourceConditions = true };
        await it.Client.CopyObjectAsync(Request("\"other\"", null));
    }

    [Fact]
    public async Task A_copy_reports_whether_the_key_or_the_bucket_is_missing()
    {
        await using var it = await EndpointFixture.StartAsync();
        await Refusal.AssertAsync(404, "NoSuchKey", () => it.Client.CopyObjectAsync("vault", "k", "vault", "l"));
        await Refusal.AssertAsync(404, "NoSuchBucket", () => it.Client.CopyObjectAsync("none", "k", "vault", "l"));
        await Refusal.AssertAsync(404, "NoSuchBucket", () => it.Client.CopyObjectAsync("vault", "k", "none", "l"));
    }

    [Fact]
    public async Task A_server_may_refuse_copies()
    {
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Aws with { RefuseCopies = true });
        it.Bucket.Put("k", "hello"u8);
        await Refusal.AssertAsync(501, "NotImplemented", () => it.Client.CopyObjectAsync("vault", "k", "vault", "l"));
    }

    private static CopyObjectRequest Request(string? match, string? none) => new()
    {
        SourceBucket = "vault",
        SourceKey = "k",
        DestinationBucket = "vault",
        DestinationKey = "copy",
        ETagToMatch = match,
        ETagToNotMatch = none,
    };
}
