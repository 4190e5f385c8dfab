using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace TazPod.Testing.Tests.S3;

public sealed class MultipartTests
{
    [Theory]
    [InlineData(RequestChecksumCalculation.WHEN_SUPPORTED)]
    [InlineData(RequestChecksumCalculation.WHEN_REQUIRED)]
    public async Task The_transfer_utility_uploads_in_parts_and_downloads_the_same_content(RequestChecksumCalculation checksums)
    {
        await using var it = await EndpointFixture.StartAsync(client: c => c.RequestChecksumCalculation = checksums);
        using var folder = new TemporaryDirectory("multipart");
        var content = RandomNumberGenerator.GetBytes((18 * 1024 * 1024) + 7);
        using var transfer = new TransferUtility(it.Client);

        await transfer.UploadAsync(new MemoryStream(content), "vault", "big");
        await transfer.DownloadAsync(folder.Combine("big"), "vault", "big");

        Assert.Equal(content, await File.ReadAllBytesAsync(folder.Combine("big")));
        Assert.EndsWith("-3", it.Bucket.Get("big")!.ETag, StringComparison.Ordinal);
        Assert.Equal(3, it.S3.CountOf("UploadPart"));
    }

    [Fact]
    public async Task An_aborted_upload_leaves_nothing()
    {
        await using var it = await EndpointFixture.StartAsync();
        var upload = await it.Client.InitiateMultipartUploadAsync("vault", "k");
        await it.Client.AbortMultipartUploadAsync("vault", "k", upload.UploadId);
        await Refusal.AssertAsync(404, "NoSuchUpload", () => it.Client.UploadPartAsync(
            new() { BucketName = "vault", Key = "k", UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream([1]) }));
        Assert.Empty(it.Bucket.Keys);
    }

    [Fact]
    public async Task Parts_must_exist_be_in_order_and_be_large_enough()
    {
        await using var it = await EndpointFixture.StartAsync();
        var upload = await it.Client.InitiateMultipartUploadAsync("vault", "k");
        var tags = new List<PartETag>();
        foreach (var number in new[] { 1, 2 })
        {
            var part = await it.Client.UploadPartAsync(
                new() { BucketName = "vault", Key = "k", UploadId = upload.UploadId, PartNumber = number, InputStream = new MemoryStream([1]) });
            tags.Add(new PartETag(number, part.ETag));
        }

        await Refusal.AssertAsync(400, "EntityTooSmall", () => CompleteAsync(tags));
        await Refusal.AssertAsync(400, "InvalidPart", () => CompleteAsync([new PartETag(1, "\"other\"")]));
        await CompleteAsync([tags[1]]);
        Assert.Equal(["k"], it.Bucket.Keys);

        Task CompleteAsync(List<PartETag> parts) => it.Client.CompleteMultipartUploadAsync(
            new() { BucketName = "vault", Key = "k", UploadId = upload.UploadId, PartETags = parts });
    }

    [Fact]
    public async Task Completion_obeys_If_None_Match()
    {
        await using var it = await EndpointFixture.StartAsync();
        var upload = await it.Client.InitiateMultipartUploadAsync("vault", "k");
        var part = await it.Client.UploadPartAsync(
            new() { BucketName = "vault", Key = "k", UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream([1]) });
        it.Bucket.Put("k", "old"u8);
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.Client.CompleteMultipartUploadAsync(
            new() { BucketName = "vault", Key = "k", UploadId = upload.UploadId, PartETags = [new PartETag(1, part.ETag)], IfNoneMatch = "*" }));
    }
}
