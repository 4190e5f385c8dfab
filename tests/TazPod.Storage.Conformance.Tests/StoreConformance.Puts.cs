using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Put_replaces_content_and_metadata()
    {
        await StoreAsync("a", Text("older, longer"), new() { ["old"] = "1", ["both"] = "1" });
        await StoreAsync("a", Text("newer"), new() { ["both"] = "2" });

        var (_, head) = await Store.HeadObjectAsync("a", Token);

        await HoldsAsync("a", "newer");
        Assert.Equal("2", head?.Label("both"));
        Assert.Null(head?.Label("old"));
    }

    [Fact]
    public async Task Put_stores_the_given_part_of_the_memory()
    {
        var memory = Text("0123456789").AsMemory(2, 5);
        await Store.PutObjectAsync("a", memory, NoMetadata, WriteCondition.None, null, Token);
        await HoldsAsync("a", "23456");
    }

    [Fact]
    public async Task Put_reports_progress_up_to_the_full_size()
    {
        var progress = new Steps();
        await Store.PutObjectAsync("a", Noise(3 << 20), NoMetadata, WriteCondition.None, progress, Token);
        Assert.NotEmpty(progress.Seen);
        Assert.Equal(3 << 20, progress.Seen[^1]);
        Assert.Equal(progress.Seen.Order(), progress.Seen);
    }

    [Fact]
    public async Task Put_to_a_missing_bucket_fails_and_creates_none()
    {
        using var store = Open(NewBucketName());
        await FailsAsync(
            VaultErrors.BucketNotFound, () => store.PutObjectAsync("a", Text("x"), NoMetadata, WriteCondition.None, null, Token));
        await FailsAsync(VaultErrors.BucketNotFound, () => store.ListObjectsAsync("", Token));
    }

    [Fact]
    public async Task A_cancelled_put_changes_nothing()
    {
        await StoreAsync("a", Text("standing"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.PutObjectAsync("a", Text("x"), NoMetadata, WriteCondition.None, null, cancelled.Token));
        await HoldsAsync("a", "standing");
    }

    [Fact]
    public async Task The_same_content_has_the_same_etag_under_any_key()
    {
        var first = await StoreAsync("a", Text("x"), new() { ["label"] = "1" });
        Assert.Equal(first, await StoreAsync("b", Text("x")));
        Assert.NotEqual(first, await StoreAsync("c", Text("y")));
    }

    [Theory]
    [InlineData("tazpod/vault/vault.tar.aes")]
    [InlineData("tazpod/vault/history/vault-20260101T000000.tar.aes")]
    [InlineData("tazpod/vault/.probe-1")]
    [InlineData("with space/and+plus/and%20percent")]
    [InlineData("ünïcödé/漢字/😀.aes")]
    [InlineData("a&b=c;d,e@f/g$h!i(j)k~l'm")]
    [InlineData("x:y/back\\slash/que?stion/hash#/star*/quote\"/<angle>/pipe|")]
    [InlineData("ends with a dot./ends with a space /.lock")]
    public async Task Any_key_is_stored_read_listed_copied_and_deleted(string key)
    {
        var etag = await StoreAsync(key, Text(key));

        await HoldsAsync(key, key);
        Assert.Equal(key, Assert.Single(await Store.ListObjectsAsync(key[..3], Token)).Key);
        Assert.Equal(CopyOutcome.Copied, (await Store.CopyObjectAsync(key, etag, key + ".copy", Token)).Outcome);
        await HoldsAsync(key + ".copy", key);
        Assert.Equal([key], (await Store.DeleteObjectsAsync([key], Token)).Deleted);
        Assert.Null((await Store.HeadObjectAsync(key, Token)).Head);
        Assert.NotNull((await Store.HeadObjectAsync(key + ".copy", Token)).Head);
    }

    [Fact]
    public async Task Keys_that_differ_in_one_escaped_character_are_different_keys()
    {
        string[] keys = ["a b", "a+b", "a%20b", "a%2Bb", "a%2520b"];
        foreach (var key in keys)
        {
            await StoreAsync(key, Text(key));
        }

        foreach (var key in keys)
        {
            await HoldsAsync(key, key);
        }
    }

    [Fact]
    public async Task A_key_below_another_key_is_stored_or_clearly_refused()
    {
        await StoreAsync("a", Text("above"));
        await StoreAsync("b/c", Text("below"));
        if (Traits.KeysMayNest)
        {
            await StoreAsync("a/b", Text("below"));
            await StoreAsync("b", Text("above"));
            await HoldsAsync("a/b", "below");
            await HoldsAsync("b", "above");
        }
        else
        {
            await FailsAsync(VaultErrors.StoreFailed, () => StoreAsync("a/b", Text("below")));
            await FailsAsync(VaultErrors.StoreFailed, () => StoreAsync("b", Text("above")));
        }

        await HoldsAsync("a", "above");
        await HoldsAsync("b/c", "below");
    }

    private sealed class Steps : IProgress<long>
    {
        public List<long> Seen { get; } = [];

        public void Report(long value) => Seen.Add(value);
    }
}
