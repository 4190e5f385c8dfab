using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Directories;

public sealed class DirectoryStoreLayoutTests : DirectoryStoreTest
{
    [Fact]
    public async Task An_object_is_a_header_line_and_its_content_at_the_path_of_its_key()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        using var store = Open(TimeSpan.Zero, time);
        await store.PutObjectAsync(
            "tazpod/vault/vault.tar.aes", "line\nline"u8.ToArray(), new Dictionary<string, string> { ["a"] = "1" }, WriteCondition.None);

        var text = await File.ReadAllTextAsync(FileOf("tazpod/vault/vault.tar.aes"), Token);

        var (header, content) = (text[..text.IndexOf('\n', StringComparison.Ordinal)], text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Assert.Equal("line\nline", content);
        Assert.Equal(
            """{"tazpodObject":1,"etag":"4a99f75a47159b48c28bb838389f4b9e","size":9,"modified":"2026-01-02T03:04:05+00:00","metadata":{"a":"1"}}""",
            header);
        using var _ = JsonDocument.Parse(header);
    }

    [Fact]
    public async Task Time_is_that_of_the_clock_in_whole_seconds()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        using var store = Open(TimeSpan.Zero, new FakeTimeProvider(now));
        await store.PutObjectAsync("a", default, new Dictionary<string, string>(), WriteCondition.None);
        var result = await store.HeadObjectAsync("a");
        Assert.Equal(now, result.ServerTime);
        Assert.Equal(now.AddMilliseconds(-678), result.Head?.LastModified);
        Assert.Equal(now.AddMilliseconds(-678), Assert.Single(await store.ListObjectsAsync("")).LastModified);
    }

    [Fact]
    public void Identity_is_the_absolute_path_without_a_final_slash()
    {
        using var store = new DirectoryStore("some/../dir/", Bucket, TimeProvider.System);
        Assert.Equal(new StoreIdentity("file:" + Path.GetFullPath("dir"), Bucket), store.Identity);
        Assert.Equal(ConditionSupport.Honoured, store.Conditions);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_enter_and_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        await PutAsync("a/b", "x");
        const UnixFileMode File0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var directory in (string[])[Root, FileOf(""), FileOf("a")])
        {
            Assert.Equal(File0600 | UnixFileMode.UserExecute, new DirectoryInfo(directory).UnixFileMode);
        }

        foreach (var file in Directory.GetFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            Assert.Equal(File0600, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_bucket_is_created_with_the_missing_parents_of_the_directory()
    {
        using var store = new DirectoryStore(Path.Combine(Root, "not", "there", "yet"), Bucket, TimeProvider.System);
        Assert.Equal(BucketCreation.Created, await store.CreateBucketAsync(Token));
        Assert.True(Directory.Exists(Path.Combine(Root, "not", "there", "yet", Bucket)));
    }

    [Fact]
    public async Task Reading_creates_nothing()
    {
        using var store = new DirectoryStore(Path.Combine(Root, "elsewhere"), Bucket, TimeProvider.System);
        Assert.Null((await store.HeadObjectAsync("a", Token)).Head);
        Assert.False(Directory.Exists(Path.Combine(Root, "elsewhere")));
    }

    [Fact]
    public async Task Empty_directories_are_removed_with_their_last_object()
    {
        await PutAsync("a/b/c", "x");
        await PutAsync("a/d", "x");
        await Store.DeleteObjectsAsync(["a/b/c"], Token);
        Assert.False(Directory.Exists(FileOf("a/b")));
        Assert.True(Directory.Exists(FileOf("a")));
        await Store.DeleteObjectsAsync(["a/d"], Token);
        Assert.False(Directory.Exists(FileOf("a")));
        Assert.True(Directory.Exists(FileOf("")));
    }
}
