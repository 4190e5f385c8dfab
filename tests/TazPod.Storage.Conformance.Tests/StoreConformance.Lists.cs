using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_list_of_nothing_is_empty()
    {
        Assert.Empty(await Store.ListObjectsAsync("", Token));
        await StoreAsync("a/b", Text("x"));
        Assert.Empty(await Store.ListObjectsAsync("a/b/", Token));
        Assert.Empty(await Store.ListObjectsAsync("a/c", Token));
        Assert.Empty(await Store.ListObjectsAsync("nothing/at/all/", Token));
    }

    [Fact]
    public async Task A_list_has_key_size_time_and_etag()
    {
        var etag = await StoreAsync("a/b", Noise(321));
        var info = Assert.Single(await Store.ListObjectsAsync("a/", Token));
        var head = (await Store.HeadObjectAsync("a/b", Token)).Head!;
        Assert.Equal(("a/b", 321L, etag), (info.Key, info.Size, info.ETag));

        // A HEAD has whole seconds; a listing can be more precise.
        Assert.InRange(info.LastModified, head.LastModified, head.LastModified.AddSeconds(1));
        Assert.Equal(TimeSpan.Zero, info.LastModified.Offset);
    }

    [Fact]
    public async Task A_prefix_is_the_beginning_of_keys_wherever_it_ends()
    {
        foreach (var key in (string[])["p/a", "p/b/c", "p/b/d", "p/bb", "pp", "q"])
        {
            await StoreAsync(key, []);
        }

        Assert.Equal(["p/a", "p/b/c", "p/b/d", "p/bb"], await KeysAsync("p/"));
        Assert.Equal(["p/b/c", "p/b/d", "p/bb"], await KeysAsync("p/b"));
        Assert.Equal(["p/b/c", "p/b/d"], await KeysAsync("p/b/"));
        Assert.Equal(["p/b/c"], await KeysAsync("p/b/c"));
        Assert.Equal(["p/a", "p/b/c", "p/b/d", "p/bb", "pp"], await KeysAsync("p"));
        Assert.Equal(6, (await KeysAsync("")).Length);
    }

    [Fact]
    public async Task A_list_is_in_the_order_of_the_keys_bytes()
    {
        string[] ordered = ["A", "a b", "a!", "a-b", "a.b", "a/b", "a0", "a_b", "b", "z/~", "z/é", "z/～", "z/😀"];
        foreach (var key in ordered.Reverse())
        {
            await StoreAsync(key, []);
        }

        Assert.Equal(ordered, await KeysAsync(""));
    }

    [Fact]
    public async Task More_than_a_page_of_objects_is_listed_and_deleted()
    {
        var keys = Enumerable.Range(0, 1203).Select(i => $"history/vault-{i:D6}.tar.aes").ToList();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (key, token) =>
            await Store.PutObjectAsync(key, Text(key), NoMetadata, WriteCondition.None, null, token));

        Assert.Equal(keys, await KeysAsync("history/"));

        var result = await Store.DeleteObjectsAsync([.. keys.Skip(1)], Token);
        Assert.Empty(result.Errors);
        Assert.Equal(keys.Skip(1), result.Deleted.Order(StringComparer.Ordinal));
        Assert.Equal([keys[0]], await KeysAsync(""));
    }

    [Fact]
    public async Task A_list_of_a_missing_bucket_fails_with_its_own_code()
    {
        using var store = Open(NewBucketName());
        await FailsAsync(VaultErrors.BucketNotFound, () => store.ListObjectsAsync("", Token));
    }

    private async Task<string[]> KeysAsync(string prefix) => [.. (await Store.ListObjectsAsync(prefix, Token)).Select(info => info.Key)];
}
