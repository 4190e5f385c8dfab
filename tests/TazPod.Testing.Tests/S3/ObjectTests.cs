using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

public sealed class ObjectTests
{
    [Fact]
    public async Task An_object_is_returned_with_its_metadata_and_the_quoted_MD5_as_its_ETag()
    {
        await using var it = await EndpointFixture.StartAsync();
        var put = await it.PutAsync("a/b c+d ü.bin", "hello", r =>
        {
            r.Metadata["content-sha256"] = "abc";
            r.ContentType = "application/x-test";
        });

        using var got = await it.Client.GetObjectAsync("vault", "a/b c+d ü.bin");
        using var reader = new StreamReader(got.ResponseStream);
        Assert.Equal("hello", await reader.ReadToEndAsync());
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", got.ETag);
        Assert.Equal(put.ETag, got.ETag);
        Assert.Equal("abc", got.Metadata["content-sha256"]);
        Assert.Equal("application/x-test", got.Headers.ContentType);
        Assert.Equal(["a/b c+d ü.bin"], it.Bucket.Keys);
    }

    [Fact]
    public async Task HEAD_returns_length_time_and_metadata_by_the_clock_of_the_endpoint()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(-7));
        await using var it = await EndpointFixture.StartAsync(options: new S3EndpointOptions { Clock = clock });
        await it.PutAsync("k", "hello", r => r.Metadata["m"] = "v");

        var head = await it.Client.GetObjectMetadataAsync("vault", "k");
        Assert.Equal(5, head.ContentLength);
        Assert.Equal("v", head.Metadata["m"]);
        Assert.Equal(clock.GetUtcNow().UtcDateTime, head.LastModified!.Value.ToUniversalTime(), TimeSpan.FromSeconds(1));
        Assert.Equal(0, it.S3.Requests[^1].BytesOut);

        using var http = new HttpClient();
        using var anonymous = await http.GetAsync(new Uri(it.S3.Url, "vault/k"));
        Assert.Equal(clock.GetUtcNow().ToUnixTimeSeconds(), anonymous.Headers.Date!.Value.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("bytes=1-3", "ell")]
    [InlineData("bytes=3-", "lo")]
    [InlineData("bytes=-2", "lo")]
    [InlineData("bytes=0-99", "hello")]
    public async Task A_range_is_answered_in_part(string range, string expected)
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("k", "hello"u8);
        using var got = await it.Client.GetObjectAsync(new GetObjectRequest { BucketName = "vault", Key = "k", ByteRange = new ByteRange(range) });
        using var reader = new StreamReader(got.ResponseStream);
        Assert.Equal(expected, await reader.ReadToEndAsync());
        Assert.Equal(206, (int)got.HttpStatusCode);
        Assert.EndsWith("/5", got.ContentRange, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_refused()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("k", "hello"u8);
        await Refusal.AssertAsync(416, "InvalidRange", () => it.Client.GetObjectAsync(
            new GetObjectRequest { BucketName = "vault", Key = "k", ByteRange = new ByteRange("bytes=5-") }));
    }

    [Fact]
    public async Task Reading_obeys_If_Match_and_If_None_Match()
    {
        await using var it = await EndpointFixture.StartAsync();
        var etag = it.Bucket.Put("k", "hello"u8).ETag;
        await Refusal.AssertAsync(304, "NotModified", () => it.Client.GetObjectAsync(
            new GetObjectRequest { BucketName = "vault", Key = "k", EtagToNotMatch = $"\"{etag}\"" }));
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.Client.GetObjectAsync(
            new GetObjectRequest { BucketName = "vault", Key = "k", EtagToMatch = "\"other\"" }));
        await it.Client.GetObjectAsync(new GetObjectRequest { BucketName = "vault", Key = "k", EtagToMatch = $"\"{etag}\"" });
    }

    [Fact]
    public async Task Missing_objects_are_answered_as_on_AWS()
    {
        await using var it = await EndpointFixture.StartAsync();
        await Refusal.AssertAsync(404, "NoSuchKey", () => it.Client.GetObjectAsync("vault", "k"));
        await Refusal.AssertAsync(404, "NotFound", () => it.Client.GetObjectMetadataAsync("vault", "k"));
        await Refusal.AssertAsync(404, "NoSuchBucket", () => it.Client.GetObjectAsync("none", "k"));
        await Refusal.AssertAsync(404, "NotFound", () => it.Client.GetObjectMetadataAsync("none", "k"));
        Assert.Equal(204, (int)(await it.Client.DeleteObjectAsync("vault", "k")).HttpStatusCode);
        Assert.Equal("NoSuchKey", it.S3.Requests[0].ErrorCode);
    }

    [Fact]
    public async Task A_wrong_Content_MD5_is_refused_and_nothing_is_stored()
    {
        await using var it = await EndpointFixture.StartAsync();
        await Refusal.AssertAsync(400, "BadDigest", () => it.PutAsync("k", "hello", r => r.MD5Digest = Convert.ToBase64String(new byte[16])));
        await Refusal.AssertAsync(400, "InvalidDigest", () => it.PutAsync("k", "hello", r => r.MD5Digest = "x"));
        Assert.Empty(it.Bucket.Keys);
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused_and_nothing_is_stored()
    {
        await using var it = await EndpointFixture.StartAsync();
        var wrong = Convert.ToBase64String(SHA256.HashData("other"u8));
        await Refusal.AssertAsync(400, "BadDigest", () => it.PutAsync("k", "hello", r => r.ChecksumSHA256 = wrong));
        Assert.Empty(it.Bucket.Keys);
    }

    [Fact]
    public async Task Metadata_over_two_kilobytes_is_refused()
    {
        await using var it = await EndpointFixture.StartAsync();
        await Refusal.AssertAsync(400, "MetadataTooLarge", () => it.PutAsync("k", "hello", r => r.Metadata["m"] = new string('x', 2048)));
    }

    [Fact]
    public async Task A_stored_checksum_is_returned_and_the_client_verifies_the_download_with_it()
    {
        await using var it = await EndpointFixture.StartAsync();
        await it.PutAsync("k", "hello", static r => r.ChecksumAlgorithm = ChecksumAlgorithm.SHA256);
        using (var got = await it.Client.GetObjectAsync("vault", "k"))
        {
            Assert.Equal(Convert.ToBase64String(SHA256.HashData("hello"u8)), got.ChecksumSHA256);
        }

        it.S3.Faults.On("GetObject", TazPod.Testing.S3.Faults.Fault.FlipByte(2));
        await Assert.ThrowsAnyAsync<Exception>(() => it.GetAsync("k"));
    }

    [Fact]
    public async Task Without_the_quirk_of_returning_checksums_none_is_returned()
    {
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Aws with { ReturnChecksums = false });
        await it.PutAsync("k", "hello");
        using var got = await it.Client.GetObjectAsync("vault", "k");
        Assert.Null(got.ChecksumCRC32);
    }

    [Fact]
    public async Task With_KMS_an_ETag_is_not_the_MD5_and_a_copy_has_another()
    {
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Aws with { KmsStyleEtags = true });
        var put = await it.PutAsync("k", "hello");
        var copy = await it.Client.CopyObjectAsync("vault", "k", "vault", "l");
        Assert.Equal("aws:kms", put.ServerSideEncryptionMethod.Value);
        Assert.NotEqual("\"5d41402abc4b2a76b9719d911017c592\"", put.ETag);
        Assert.NotEqual(put.ETag, copy.ETag);
        Assert.Equal(put.ETag, (await it.Client.GetObjectMetadataAsync("vault", "k")).ETag);
    }

    [Fact]
    public async Task Direct_access_can_create_an_object_with_a_given_time()
    {
        await using var it = await EndpointFixture.StartAsync();
        var time = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
        it.Bucket.Put("k", Encoding.UTF8.GetBytes("old"), new Dictionary<string, string> { ["content-sha256"] = "abc" }, time);

        var head = await it.Client.GetObjectMetadataAsync("vault", "k");
        Assert.Equal(time.UtcDateTime, head.LastModified!.Value.ToUniversalTime());
        Assert.Equal("abc", head.Metadata["content-sha256"]);
        Assert.True(it.Bucket.Remove("k"));
        Assert.Null(it.Bucket.Get("k"));
    }
}
