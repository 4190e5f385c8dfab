using Amazon.S3.Model;

namespace TazPod.Testing.Tests.S3;

public sealed class ListingTests
{
    [Fact]
    public async Task A_listing_of_1203_keys_takes_two_pages_and_loses_none()
    {
        await using var it = await EndpointFixture.StartAsync();
        var keys = Enumerable.Range(0, 1203).Select(static i => $"history/vault-{i:D5} ü&<.aes").ToList();
        foreach (var key in keys)
            it.Bucket.Put(key, "x"u8);
        it.Bucket.Put("zz", "x"u8);

        var listed = new List<string>();
        await foreach (var entry in it.Client.Paginators.ListObjectsV2(new() { BucketName = "vault", Prefix = "history/", MaxKeys = 5000 }).S3Objects)
            listed.Add(entry.Key);
        Assert.Equal(keys, listed);
        Assert.Equal(2, it.S3.CountOf("ListObjectsV2"));
    }

    [Fact]
    public async Task Keys_are_listed_in_the_order_of_their_bytes()
    {
        await using var it = await EndpointFixture.StartAsync();
        string[] ordered = ["-", "A", "a", "a/", "a0", "ü", "\uFF41", "\U0001F600"];
        foreach (var key in ordered.Reverse())
            it.Bucket.Put(key, "x"u8);
        var page = await it.Client.ListObjectsV2Async(new() { BucketName = "vault" });
        Assert.Equal(ordered, page.S3Objects.Select(o => o.Key));
    }

    [Fact]
    public async Task A_delimiter_rolls_keys_up_once_even_over_pages()
    {
        await using var it = await EndpointFixture.StartAsync();
        foreach (var key in new[] { "a", "d/1", "d/2", "e/1", "f" })
            it.Bucket.Put(key, "x"u8);

        var names = new List<string>();
        var request = new ListObjectsV2Request { BucketName = "vault", Delimiter = "/", MaxKeys = 1 };
        ListObjectsV2Response page;
        do
        {
            page = await it.Client.ListObjectsV2Async(request);
            names.AddRange((page.S3Objects ?? []).Select(o => o.Key).Concat(page.CommonPrefixes ?? []));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        Assert.Equal(["a", "d/", "e/", "f"], names);
    }

    [Fact]
    public async Task A_common_prefix_counts_as_one_entry_however_many_keys_it_has()
    {
        await using var it = await EndpointFixture.StartAsync();
        foreach (var key in new[] { "d/1", "d/2", "d/3" })
            it.Bucket.Put(key, "x"u8);
        var page = await it.Client.ListObjectsV2Async(new() { BucketName = "vault", Delimiter = "/" });
        Assert.Equal(["d/"], page.CommonPrefixes);
        Assert.Equal(1, page.KeyCount);
    }

    [Fact]
    public async Task A_listing_starts_after_a_key_and_has_size_ETag_and_time()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("a", "x"u8);
        var b = it.Bucket.Put("b", "xyz"u8, lastModified: DateTimeOffset.UnixEpoch);
        var entry = Assert.Single((await it.Client.ListObjectsV2Async(new() { BucketName = "vault", StartAfter = "a" })).S3Objects);
        Assert.Equal(("b", 3L, $"\"{b.ETag}\""), (entry.Key, entry.Size!.Value, entry.ETag));
        Assert.Equal(DateTime.UnixEpoch, entry.LastModified!.Value.ToUniversalTime());
    }

    [Fact]
    public async Task An_empty_listing_is_empty()
    {
        await using var it = await EndpointFixture.StartAsync();
        var page = await it.Client.ListObjectsV2Async(new() { BucketName = "vault", Prefix = "none" });
        Assert.Null(page.S3Objects);
        Assert.Equal(0, page.KeyCount);
        await Refusal.AssertAsync(404, "NoSuchBucket", () => it.Client.ListObjectsV2Async(new() { BucketName = "none" }));
    }
}
