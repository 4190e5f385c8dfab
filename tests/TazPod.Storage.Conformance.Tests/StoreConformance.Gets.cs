using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Get_returns_content_facts_and_time()
    {
        var etag = await StoreAsync("a/b", Text("content"), new() { ["name"] = "value" });

        await using var download = await Store.GetObjectAsync("a/b", null, Token);

        Assert.Equal(GetOutcome.Found, download.Outcome);
        Assert.Equal(Text("content"), await ReadAsync(download.Content));
        Assert.Equal("value", download.Head?.Label("name"));
        Assert.Equal(etag, download.Head?.ETag);
        Assert.Equal(7, download.Head?.Size);
        Assert.InRange(download.ServerTime, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task Get_and_head_agree()
    {
        await StoreAsync("a", Text("content"), new() { ["one"] = "1", ["two"] = "2" });
        await using var download = await Store.GetObjectAsync("a", null, Token);
        var (_, head) = await Store.HeadObjectAsync("a", Token);
        Assert.Equivalent(head, download.Head, strict: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(5 << 20)]
    public async Task An_object_of_any_size_is_returned_byte_for_byte(int size)
    {
        var content = Noise(size);
        Assert.Equal(Md5(content), await StoreAsync("noise", content));
        Assert.Equal(content, await ContentAsync("noise"));
        Assert.Equal(size, (await Store.HeadObjectAsync("noise", Token)).Head?.Size);
    }

    [Fact]
    public async Task Get_of_a_missing_key_is_an_answer()
    {
        await using var download = await Store.GetObjectAsync("none", null, Token);
        Assert.Equal(GetOutcome.Missing, download.Outcome);
        Assert.Null(download.Head);
        Assert.Empty(await ReadAsync(download.Content));
    }

    [Fact]
    public async Task Get_in_a_missing_bucket_fails_with_its_own_code()
    {
        using var store = Open(NewBucketName());
        await FailsAsync(VaultErrors.BucketNotFound, () => store.GetObjectAsync("none", null, Token));
    }

    [Fact]
    public async Task Get_with_the_current_etag_sends_nothing()
    {
        var etag = await StoreAsync("a", Text("content"));
        await using var download = await Store.GetObjectAsync("a", etag, Token);
        Assert.Equal(GetOutcome.NotModified, download.Outcome);
        Assert.Empty(await ReadAsync(download.Content));
    }

    [Fact]
    public async Task Get_with_an_older_etag_sends_the_new_content()
    {
        var older = await StoreAsync("a", Text("older"));
        await StoreAsync("a", Text("newer"));
        await using var download = await Store.GetObjectAsync("a", older, Token);
        Assert.Equal(GetOutcome.Found, download.Outcome);
        Assert.Equal(Text("newer"), await ReadAsync(download.Content));
    }

    [Fact]
    public async Task Get_with_the_etag_of_a_deleted_object_is_missing()
    {
        var etag = await StoreAsync("a", Text("content"));
        await Store.DeleteObjectsAsync(["a"], Token);
        await using var download = await Store.GetObjectAsync("a", etag, Token);
        Assert.Equal(GetOutcome.Missing, download.Outcome);
    }

    [Fact]
    public async Task A_download_during_a_write_returns_the_complete_old_content()
    {
        var older = Noise(5 << 20);
        await StoreAsync("a", older);
        await using var download = await Store.GetObjectAsync("a", null, Token);
        var beginning = new byte[1000];
        await download.Content.ReadExactlyAsync(beginning, Token);

        await StoreAsync("a", Noise(4 << 20));

        byte[] whole = [.. beginning, .. await ReadAsync(download.Content)];
        Assert.Equal(older, whole);
    }
}
