using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Get_of_the_current_version_returns_it()
    {
        var etag = await StoreAsync("a", Text("content"), new() { ["name"] = "value" });

        await using var download = await Store.GetVersionAsync("a", etag, Token);

        Assert.Equal(GetOutcome.Found, download.Outcome);
        Assert.Equal(Text("content"), await ReadAsync(download.Content));
        Assert.Equal(etag, download.Head?.ETag);
        Assert.Equal("value", download.Head?.Label("name"));
    }

    [Fact]
    public async Task Get_of_a_version_that_was_replaced_sends_nothing()
    {
        var older = await StoreAsync("a", Text("older"));
        await StoreAsync("a", Text("newer"));

        await using var download = await Store.GetVersionAsync("a", older, Token);

        Assert.Equal(GetOutcome.Changed, download.Outcome);
        Assert.Null(download.Head);
        Assert.Empty(await ReadAsync(download.Content));
    }

    [Fact]
    public async Task Get_of_a_version_that_was_deleted_is_missing()
    {
        var etag = await StoreAsync("a", Text("content"));
        await Store.DeleteObjectsAsync(["a"], Token);

        await using var download = await Store.GetVersionAsync("a", etag, Token);

        Assert.Equal(GetOutcome.Missing, download.Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(5 << 20)]
    public async Task A_stream_of_any_size_is_stored_completely(int size)
    {
        var content = Noise(size);
        using var stream = new MemoryStream(content);
        stream.Position = size / 2;

        var put = await Store.PutStreamAsync(
            "noise", new StreamedContent(stream, size, Md5(content)), new Dictionary<string, string> { ["name"] = "value" }, WriteCondition.IfAbsent, null, Token);

        Assert.Equal(new PutResult(PutOutcome.Stored, Md5(content)), put);
        Assert.Equal(content, await ContentAsync("noise"));
        Assert.Equal("value", (await Store.HeadObjectAsync("noise", Token)).Head?.Label("name"));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task A_stream_is_put_on_the_same_conditions()
    {
        var first = await StoreAsync("a", Text("first"));

        Assert.Equal(PutOutcome.ConditionFailed, (await PutStreamAsync("second", WriteCondition.IfAbsent)).Outcome);
        Assert.Equal(PutOutcome.Stored, (await PutStreamAsync("second", WriteCondition.IfMatch(first))).Outcome);
        Assert.Equal(PutOutcome.ConditionFailed, (await PutStreamAsync("third", WriteCondition.IfMatch(first))).Outcome);
        await HoldsAsync("a", "second");
    }

    [Fact]
    public async Task A_stream_with_other_bytes_than_announced_is_not_stored()
    {
        await StoreAsync("a", Text("standing"));
        using var stream = new MemoryStream(Text("changed meanwhile"));

        await FailsAsync(Vault.Errors.VaultErrors.StoreFailed, () => Store.PutStreamAsync(
            "a", new StreamedContent(stream, stream.Length, Md5(Text("announced before"))), NoMetadata, WriteCondition.None, null, Token));
        await HoldsAsync("a", "standing");
    }

    private async Task<PutResult> PutStreamAsync(string content, WriteCondition condition)
    {
        using var stream = new MemoryStream(Text(content));
        return await Store.PutStreamAsync(
            "a", new StreamedContent(stream, stream.Length, Md5(Text(content))), NoMetadata, condition, null, Token);
    }
}
