using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Copy_keeps_content_metadata_and_etag()
    {
        var etag = await StoreAsync("a", Text("content"), new() { ["label"] = "value" });

        var copy = await Store.CopyObjectAsync("a", etag, "deep/er/b", Token);

        Assert.Equal(new CopyResult(CopyOutcome.Copied, etag), copy);
        await HoldsAsync("deep/er/b", "content");
        await HoldsAsync("a", "content");
        var head = (await Store.HeadObjectAsync("deep/er/b", Token)).Head;
        Assert.Equal("value", head?.Label("label"));
        Assert.Equal(etag, head?.ETag);
    }

    [Fact]
    public async Task Copy_replaces_the_object_at_the_destination()
    {
        var etag = await StoreAsync("a", Text("new"), new() { ["label"] = "new" });
        await StoreAsync("b", Text("old, longer"), new() { ["label"] = "old", ["more"] = "old" });
        await Store.CopyObjectAsync("a", etag, "b", Token);
        await HoldsAsync("b", "new");
        Assert.Null((await Store.HeadObjectAsync("b", Token)).Head?.Label("more"));
    }

    [Fact]
    public async Task Copy_with_other_metadata_only_copies_the_content()
    {
        var etag = await StoreAsync("a", Text("content"), new() { ["label"] = "value", ["more"] = "value" });
        var labels = new Dictionary<string, string> { ["label"] = "other" };

        var copy = await Store.CopyObjectAsync("a", etag, "b", labels, Token);

        Assert.Equal(new CopyResult(CopyOutcome.Copied, etag), copy);
        await HoldsAsync("b", "content");
        Assert.Equal(labels, (await Store.HeadObjectAsync("b", Token)).Head?.Metadata);
        Assert.Equal("value", (await Store.HeadObjectAsync("a", Token)).Head?.Label("more"));
    }

    [Fact]
    public async Task Copy_onto_itself_only_changes_the_metadata()
    {
        var etag = await StoreAsync("a", Text("content"), new() { ["label"] = "value" });
        var labels = new Dictionary<string, string> { ["label"] = "other" };

        Assert.Equal(CopyOutcome.Copied, (await Store.CopyObjectAsync("a", etag, "a", labels, Token)).Outcome);

        await HoldsAsync("a", "content");
        Assert.Equal(labels, (await Store.HeadObjectAsync("a", Token)).Head?.Metadata);
    }

    [Fact]
    public async Task Copy_of_large_and_empty_objects_is_complete()
    {
        var content = Noise(5 << 20);
        var large = await StoreAsync("large", content);
        var empty = await StoreAsync("empty", []);
        Assert.Equal(large, (await Store.CopyObjectAsync("large", large, "large-copy", Token)).ETag);
        Assert.Equal(empty, (await Store.CopyObjectAsync("empty", empty, "empty-copy", Token)).ETag);
        Assert.Equal(content, await ContentAsync("large-copy"));
        Assert.Empty(await ContentAsync("empty-copy"));
    }

    [Fact]
    public async Task Copy_of_a_missing_key_is_an_answer_and_keeps_the_destination()
    {
        await StoreAsync("b", Text("standing"));
        Assert.Equal(CopyOutcome.SourceMissing, (await Store.CopyObjectAsync("none", Md5(Text("x")), "b", Token)).Outcome);
        await HoldsAsync("b", "standing");
    }

    [Fact]
    public async Task Copy_of_another_version_is_refused_or_shows_in_its_etag()
    {
        var older = await StoreAsync("a", Text("older"));
        var newer = await StoreAsync("a", Text("newer"));

        var copy = await Store.CopyObjectAsync("a", older, "b", Token);

        if (Traits.HonoursCopySource)
        {
            Assert.Equal(new CopyResult(CopyOutcome.SourceChanged), copy);
            Assert.Null((await Store.HeadObjectAsync("b", Token)).Head);
        }
        else
        {
            Assert.Equal(new CopyResult(CopyOutcome.Copied, newer), copy);
            await HoldsAsync("b", "newer");
        }
    }

    [Fact]
    public async Task Copy_in_a_missing_bucket_fails_with_its_own_code()
    {
        using var store = Open(NewBucketName());
        await FailsAsync(VaultErrors.BucketNotFound, () => store.CopyObjectAsync("a", Md5([]), "b", Token));
    }
}
