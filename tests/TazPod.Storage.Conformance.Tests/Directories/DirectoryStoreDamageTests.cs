using TazPod.Testing.Processes;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Directories;

public sealed class DirectoryStoreDamageTests : DirectoryStoreTest
{
    public static TheoryData<string> ForeignContents =>
    [
        "",
        "no line end",
        "a text\nof two lines",
        "{\"some\":\"json\"}\ncontent",
        "{\"tazpodObject\":2,\"etag\":\"00000000000000000000000000000000\",\"size\":1,\"modified\":\"2026-01-02T03:04:05+00:00\",\"metadata\":{}}\nx",
        "{\"tazpodObject\":1,\"etag\":\"00000000000000000000000000000000\",\"size\":-1,\"modified\":\"2026-01-02T03:04:05+00:00\",\"metadata\":{}}\nx",
        "{\"tazpodObject\":1,\"etag\":null,\"size\":1,\"modified\":\"2026-01-02T03:04:05+00:00\",\"metadata\":{}}\nx",
        "null\n",
        new string('x', 20_000) + "\n",
    ];

    [Theory]
    [MemberData(nameof(ForeignContents))]
    public async Task A_foreign_file_is_named_when_read_and_otherwise_left_alone(string content)
    {
        await PutAsync("ours", "x");
        await File.WriteAllTextAsync(FileOf("foreign"), content, Token);
        await IsForeignAsync("foreign");
        Assert.Equal(content, await File.ReadAllTextAsync(FileOf("foreign"), Token));
    }

    [Fact]
    public async Task A_link_is_foreign_and_not_followed()
    {
        await PutAsync("ours", "x");
        File.CreateSymbolicLink(FileOf("foreign"), FileOf("ours"));
        await IsForeignAsync("foreign");
        Assert.Equal("x", await ContentAsync("ours"));
    }

    [Fact]
    public async Task A_pipe_is_foreign_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes are made with mkfifo");
        await PutAsync("ours", "x");
        NamedPipe.Make(FileOf("foreign"));
        await IsForeignAsync("foreign");
    }

    [Theory]
    [InlineData(".lock")]
    [InlineData(".lock-holder")]
    public async Task A_link_instead_of_one_of_the_files_of_the_store_is_refused(string name)
    {
        await PutAsync("ours", "x");
        var precious = Path.Combine(Root, "precious");
        File.WriteAllText(precious, "precious");
        File.Delete(FileOf(name));
        File.CreateSymbolicLink(FileOf(name), precious);
        await FailsAsync(VaultErrors.NotOurs, () => PutAsync("ours", "y"));
        Assert.Equal("precious", File.ReadAllText(precious));
    }

    [Fact]
    public async Task A_bucket_that_is_a_link_is_not_followed()
    {
        var bucket = Path.GetDirectoryName(FileOf("ours"))!;
        var outside = Path.Combine(Root, "outside");
        Directory.Move(bucket, outside);
        Directory.CreateSymbolicLink(bucket, outside);
        await FailsAsync(VaultErrors.NotOurs, () => PutAsync("ours", "x"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [Fact]
    public async Task Links_to_directories_are_neither_listed_nor_written_through()
    {
        var outside = Path.Combine(Root, "outside");
        Directory.CreateDirectory(outside);
        Directory.CreateSymbolicLink(FileOf("link"), outside);
        await FailsAsync(VaultErrors.StoreFailed, () => PutAsync("link/a", "x"));
        Assert.Null((await Store.HeadObjectAsync("link/a", Token)).Head);
        Assert.Empty(await KeysAsync());
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }

    [Theory]
    [InlineData(".hidden")]
    [InlineData(".DS_Store")]
    [InlineData("100%")]
    [InlineData("%41")]
    [InlineData("%2e")]
    public async Task A_file_whose_name_is_not_that_of_a_key_is_not_listed(string name)
    {
        await PutAsync("ours", "x");
        File.Copy(FileOf("ours"), FileOf(name));
        Assert.Equal(["ours"], await KeysAsync());
    }

    [Theory]
    [InlineData(-1, 999)]
    [InlineData(-1000, 0)]
    [InlineData(1, 1001)]
    public async Task A_file_of_the_wrong_length_gives_an_error_not_wrong_bytes(int change, int really)
    {
        await PutAsync("a", new string('x', 1000));
        await using (var file = new FileStream(FileOf("a"), FileMode.Open))
        {
            file.SetLength(file.Length + change);
        }

        var exception = await FailsAsync(VaultErrors.DownloadDamaged, () => Store.GetObjectAsync("a", null, Token));

        Assert.Contains(FileOf("a"), exception.Message, StringComparison.Ordinal);
        var etag = (await Store.HeadObjectAsync("a", Token)).Head!.ETag;
        await FailsAsync(VaultErrors.DownloadDamaged, () => Store.CopyObjectAsync("a", etag, "b", Token));
        Assert.Equal(really, Assert.Single(await Store.ListObjectsAsync("", Token)).Size);
        Assert.Equal(really, (await Store.HeadObjectAsync("a", Token)).Head?.Size);
    }

    [Fact]
    public async Task A_flipped_bit_shows_at_the_end_of_the_download()
    {
        await FlipAsync("a");
        await FailsAsync(VaultErrors.DownloadDamaged, () => ContentAsync("a"));
    }

    [Fact]
    public async Task A_flipped_bit_is_not_copied()
    {
        var etag = await FlipAsync("a");
        await PutAsync("b", "standing");
        await FailsAsync(VaultErrors.DownloadDamaged, () => Store.CopyObjectAsync("a", etag, "b", Token));
        Assert.Equal("standing", await ContentAsync("b"));
        Assert.Empty(TemporaryFiles());
    }

    [Fact]
    public async Task A_damaged_object_can_be_replaced_and_deleted()
    {
        var etag = await FlipAsync("a");
        var result = await Store.PutObjectAsync("a", "y"u8.ToArray(), new Dictionary<string, string>(), WriteCondition.IfMatch(etag));
        Assert.Equal(PutOutcome.Stored, result.Outcome);
        await FlipAsync("a");
        Assert.Empty((await Store.DeleteObjectsAsync(["a"], Token)).Errors);
        Assert.Empty(await KeysAsync());
    }

    private async Task<string> FlipAsync(string key)
    {
        var put = await PutAsync(key, new string('x', 1000));
        var bytes = await File.ReadAllBytesAsync(FileOf(key), Token);
        bytes[^500] ^= 1;
        await File.WriteAllBytesAsync(FileOf(key), bytes, Token);
        return put.ETag;
    }

    private async Task IsForeignAsync(string key)
    {
        Func<Task>[] uses =
        [
            () => Store.HeadObjectAsync(key, Token),
            () => Store.GetObjectAsync(key, null, Token),
            () => PutAsync(key, "x"),
            () => Store.CopyObjectAsync(key, new string('0', 32), "copy", Token),
            () => Store.CopyObjectAsync("ours", "9dd4e461268c8034f5c8564e155c67a6", key, Token),
        ];
        foreach (var use in uses)
        {
            var exception = await FailsAsync(VaultErrors.DownloadDamaged, use);
            Assert.Contains(FileOf(key), exception.Message, StringComparison.Ordinal);
        }

        var result = await Store.DeleteObjectsAsync([key], Token);
        Assert.Empty(result.Deleted);
        Assert.Equal(key, Assert.Single(result.Errors).Key);
        Assert.Equal(["ours"], await KeysAsync());
    }
}
