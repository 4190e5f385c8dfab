namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Head_of_a_missing_key_has_only_the_time()
    {
        var result = await Store.HeadObjectAsync("none", Token);
        Assert.Null(result.Head);
        Assert.InRange(result.ServerTime, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task Head_in_a_missing_bucket_has_no_facts()
    {
        using var store = Open(NewBucketName());
        Assert.Null((await store.HeadObjectAsync("none", Token)).Head);
    }

    [Fact]
    public async Task Head_returns_size_etag_time_and_metadata()
    {
        var content = Noise(1234);
        await StoreAsync("a/b", content, new() { ["content-sha256"] = "0123" });

        var (now, head) = await Store.HeadObjectAsync("a/b", Token);

        Assert.NotNull(head);
        Assert.Equal("a/b", head.Key);
        Assert.Equal(1234, head.Size);
        Assert.Equal(Md5(content), head.ETag);
        Assert.True(head.ETagIsMd5);
        Assert.Equal("0123", Assert.Single(head.Metadata).Value);
        Assert.InRange(head.LastModified, now.AddSeconds(-30), now.AddSeconds(1));
        Assert.Equal(0, head.LastModified.Ticks % TimeSpan.TicksPerSecond);
        Assert.Equal(TimeSpan.Zero, head.LastModified.Offset);
    }

    [Fact]
    public async Task Head_of_the_beginning_of_a_key_has_no_facts()
    {
        await StoreAsync("a/b/c", Text("x"));
        Assert.Null((await Store.HeadObjectAsync("a/b", Token)).Head);
        Assert.Null((await Store.HeadObjectAsync("a", Token)).Head);
    }

    [Fact]
    public async Task Head_below_a_key_has_no_facts()
    {
        await StoreAsync("a", Text("x"));
        Assert.Null((await Store.HeadObjectAsync("a/b", Token)).Head);
    }
}
