using TazPod.Vault.Errors;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Delete_removes_exactly_the_keys_it_is_given()
    {
        foreach (var key in (string[])["a", "b", "d/e", "d/f"])
        {
            await StoreAsync(key, Text(key));
        }

        var result = await Store.DeleteObjectsAsync(["a", "d/e"], Token);

        Assert.Empty(result.Errors);
        Assert.Equal(["a", "d/e"], result.Deleted.Order(StringComparer.Ordinal));
        Assert.Equal(["b", "d/f"], await KeysAsync(""));
    }

    [Fact]
    public async Task A_missing_key_counts_as_deleted()
    {
        await StoreAsync("a", Text("x"));
        var result = await Store.DeleteObjectsAsync(["a", "none", "no/ne"], Token);
        Assert.Empty(result.Errors);
        Assert.Equal(["a", "no/ne", "none"], result.Deleted.Order(StringComparer.Ordinal));
        Assert.Equal(["a"], (await Store.DeleteObjectsAsync(["a"], Token)).Deleted);
    }

    [Fact]
    public async Task Deleting_the_beginning_of_a_key_deletes_nothing_below_it()
    {
        await StoreAsync("a/b", Text("x"));
        Assert.Empty((await Store.DeleteObjectsAsync(["a"], Token)).Errors);
        await HoldsAsync("a/b", "x");
    }

    [Fact]
    public async Task Deleting_nothing_does_nothing()
    {
        await StoreAsync("a", Text("x"));
        var result = await Store.DeleteObjectsAsync([], Token);
        Assert.Empty(result.Deleted);
        Assert.Empty(result.Errors);
        await HoldsAsync("a", "x");
    }

    [Fact]
    public async Task A_name_is_free_again_when_everything_below_it_is_deleted()
    {
        await StoreAsync("a/b/c", Text("x"));
        await Store.DeleteObjectsAsync(["a/b/c"], Token);
        await StoreAsync("a", Text("y"));
        await HoldsAsync("a", "y");
    }

    [Fact]
    public async Task Delete_in_a_missing_bucket_fails_with_its_own_code()
    {
        using var store = Open(NewBucketName());
        await FailsAsync(VaultErrors.BucketNotFound, () => store.DeleteObjectsAsync(["a"], Token));
    }
}
