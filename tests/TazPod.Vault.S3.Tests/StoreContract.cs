using System.Security.Cryptography;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests;

/// <summary>The contract for every server; each subclass provides one.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["content-sha256"] = new string('a', 64),
        ["pushed-by"] = "ops@host",
    };

    private protected S3Client Store { get; private set; } = null!;

    private protected abstract ValueTask<S3Client> OpenAsync();

    protected abstract ValueTask CloseAsync();

    public async ValueTask InitializeAsync()
    {
        Store = await OpenAsync();
        await Store.CreateBucketAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
        {
            await Store.DeleteObjectsAsync([.. (await Store.ListObjectsAsync("")).Select(found => found.Key)]);
            await CloseAsync();
            Store.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_stored_object_is_returned_with_its_labels()
    {
        var content = RandomNumberGenerator.GetBytes(100_000);
        var put = await Store.PutObjectAsync("a/b", content, Labels, WriteCondition.None);
        Assert.Equal(PutOutcome.Stored, put.Outcome);
        Assert.DoesNotContain('"', put.ETag);

        var head = await Store.HeadObjectAsync("a/b");
        Assert.NotNull(head.Head);
        Assert.Equal(content.Length, head.Head.Size);
        Assert.Equal(put.ETag, head.Head.ETag);
        Assert.Equal(Labels, head.Head.Metadata);
        Assert.True(head.Head.ETagIsMd5);
        Assert.InRange(head.ServerTime, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.InRange(head.Head.LastModified, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));

        await using var download = await Store.GetObjectAsync("a/b");
        Assert.Equal(GetOutcome.Found, download.Outcome);
        Assert.Equal(head.Head, download.Head! with { Metadata = head.Head.Metadata });
        Assert.Equal(Labels, download.Head.Metadata);
        Assert.Equal(content, await ReadAsync(download.Content));
    }

    [Fact]
    public async Task An_empty_object_is_stored_and_returned()
    {
        await Store.PutObjectAsync("empty", ReadOnlyMemory<byte>.Empty, Labels, WriteCondition.None);
        await using var download = await Store.GetObjectAsync("empty");
        Assert.Equal(0, download.Head!.Size);
        Assert.Equal("d41d8cd98f00b204e9800998ecf8427e", download.Head.ETag);
        Assert.Empty(await ReadAsync(download.Content));
    }

    [Fact]
    public async Task A_missing_object_is_a_result_with_the_time_of_the_server()
    {
        var head = await Store.HeadObjectAsync("nothing/here");
        Assert.Null(head.Head);
        Assert.InRange(head.ServerTime, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        await using var download = await Store.GetObjectAsync("nothing/here");
        Assert.Equal(GetOutcome.Missing, download.Outcome);
        Assert.Null(download.Head);
        Assert.InRange(download.ServerTime, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task A_get_of_the_known_etag_is_not_modified()
    {
        var put = await Store.PutObjectAsync("a", new byte[] { 1 }, Labels, WriteCondition.None);
        await using var same = await Store.GetObjectAsync("a", put.ETag);
        Assert.Equal(GetOutcome.NotModified, same.Outcome);
        Assert.InRange(same.ServerTime, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        await using var other = await Store.GetObjectAsync("a", "0123456789abcdef0123456789abcdef");
        Assert.Equal(GetOutcome.Found, other.Outcome);
    }

    [Fact]
    public async Task A_conditional_put_swaps_only_what_was_seen()
    {
        var first = await Store.PutObjectAsync("a", new byte[] { 1 }, Labels, WriteCondition.IfAbsent);
        Assert.Equal(PutOutcome.Stored, first.Outcome);
        Assert.Equal(PutOutcome.ConditionFailed, (await Store.PutObjectAsync("a", new byte[] { 2 }, Labels, WriteCondition.IfAbsent)).Outcome);
        var second = await Store.PutObjectAsync("a", new byte[] { 3 }, Labels, WriteCondition.IfMatch(first.ETag));
        Assert.Equal(PutOutcome.Stored, second.Outcome);
        Assert.Equal(PutOutcome.ConditionFailed, (await Store.PutObjectAsync("a", new byte[] { 4 }, Labels, WriteCondition.IfMatch(first.ETag))).Outcome);
        Assert.Equal(second.ETag, (await Store.HeadObjectAsync("a")).Head!.ETag);
    }

    [Fact]
    public async Task Progress_ends_at_the_size_and_never_beyond()
    {
        var content = RandomNumberGenerator.GetBytes(3_000_000);
        var seen = new List<long>();
        await Store.PutObjectAsync("a", content, Labels, WriteCondition.None, new SynchronousProgress(seen));
        Assert.NotEmpty(seen);
        Assert.Equal(content.Length, seen[^1]);
        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public async Task A_copy_keeps_content_and_labels()
    {
        var put = await Store.PutObjectAsync("from here", new byte[] { 1, 2, 3 }, Labels, WriteCondition.None);
        var copy = await Store.CopyObjectAsync("from here", put.ETag, "to/there");
        Assert.Equal(new CopyResult(CopyOutcome.Copied, put.ETag), copy);
        var head = await Store.HeadObjectAsync("to/there");
        Assert.Equal(Labels, head.Head!.Metadata);
        Assert.Equal(CopyOutcome.SourceMissing, (await Store.CopyObjectAsync("not here", put.ETag, "to/there")).Outcome);
    }

    [Fact]
    public async Task A_listing_is_paged_and_in_order_and_empty_without_objects()
    {
        Assert.Empty(await Store.ListObjectsAsync("none/"));
        await Parallel.ForAsync(0, 1003, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, token) =>
            await Store.PutObjectAsync($"many/{number:D4}", new byte[number % 3], Labels, WriteCondition.None, null, token));
        var listed = await Store.ListObjectsAsync("many/");
        Assert.Equal(Enumerable.Range(0, 1003).Select(number => $"many/{number:D4}"), listed.Select(found => found.Key));
        Assert.All(listed, found => Assert.DoesNotContain('"', found.ETag));
        Assert.Equal(2, listed[2].Size);
        Assert.Equal((await Store.HeadObjectAsync("many/0002")).Head!.ETag, listed[2].ETag);

        var deleted = await Store.DeleteObjectsAsync([.. listed.Select(found => found.Key), "many/was-never-there"]);
        Assert.Empty(deleted.Errors);
        Assert.Equal(1004, deleted.Deleted.Count);
        Assert.Empty(await Store.ListObjectsAsync("many/"));
    }

    [Fact]
    public async Task Deleting_nothing_sends_no_request()
    {
        var result = await Store.DeleteObjectsAsync([]);
        Assert.Empty(result.Deleted);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task Creating_the_bucket_again_finds_it() =>
        Assert.Equal(BucketCreation.AlreadyOurs, await Store.CreateBucketAsync());

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(20_000_000)]
    public async Task A_file_is_uploaded_and_downloaded(int size)
    {
        using var directory = new TemporaryDirectory("s3");
        var content = RandomNumberGenerator.GetBytes(size);
        await File.WriteAllBytesAsync(directory.Combine("up"), content);
        await Store.UploadFileWithMetadataAsync("file", directory.Combine("up"), Labels);
        Assert.Equal(Labels, (await Store.HeadObjectAsync("file")).Head!.Metadata);
        Assert.Equal(size <= 1000, (await Store.HeadObjectAsync("file")).Head!.ETagIsMd5);

        await Store.DownloadFileAsync("file", directory.Combine("new", "down"));
        Assert.Equal(content, await File.ReadAllBytesAsync(directory.Combine("new", "down")));

        await Store.UploadFileAsync("plain", directory.Combine("up"));
        Assert.Empty((await Store.HeadObjectAsync("plain")).Head!.Metadata);
    }

    [Fact]
    public async Task A_missing_object_is_not_downloaded_and_the_old_file_is_kept()
    {
        using var directory = new TemporaryDirectory("s3");
        await File.WriteAllTextAsync(directory.Combine("old"), "old");
        var failure = await Assert.ThrowsAsync<VaultException>(() => Store.DownloadFileAsync("nothing", directory.Combine("old")));
        Assert.Equal(VaultErrors.ObjectNotFound, failure.Error);
        Assert.Equal(["old"], Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName));
        Assert.Equal("old", await File.ReadAllTextAsync(directory.Combine("old")));
    }

    protected static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer);
        return buffer.ToArray();
    }

    private sealed class SynchronousProgress(List<long> seen) : IProgress<long>
    {
        public void Report(long value) => seen.Add(value);
    }
}
