using System.Runtime.Versioning;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Directories;

/// <summary>Requests that the file system or the store's own rules refuse.</summary>
public sealed class DirectoryStoreFailureTests : DirectoryStoreTest
{
    private const UnixFileMode ReadOnly =
        UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static TheoryData<string> RefusedKeys =>
    [
        "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../../b", "a/./b", "a\0b", "\ud800", new string('k', 201),
        string.Join('/', Enumerable.Repeat("0123456789", 100)),
    ];

    [Theory]
    [MemberData(nameof(RefusedKeys))]
    public async Task A_key_that_has_no_safe_path_is_refused_everywhere(string key)
    {
        Func<Task>[] uses =
        [
            () => Store.HeadObjectAsync(key, Token),
            () => Store.GetObjectAsync(key, null, Token),
            () => PutAsync(key, "x"),
            () => Store.CopyObjectAsync(key, "0", "b", Token),
            () => Store.CopyObjectAsync("b", "0", key, Token),
            () => Store.DeleteObjectsAsync([key], Token),
        ];
        foreach (var use in uses)
        {
            await FailsAsync(VaultErrors.StoreFailed, use);
        }
    }

    [Fact]
    public async Task A_directory_behind_a_loop_of_links_is_one_failure_of_the_request()
    {
        var loop = Path.Combine(Root, "loop");
        Directory.CreateSymbolicLink(loop, "loop");
        using var store = new DirectoryStore(loop, Bucket, TimeProvider.System);
        await Assert.ThrowsAsync<VaultException>(() => store.PutObjectAsync("a", new byte[] { 1 }, new Dictionary<string, string>(), WriteCondition.None, null, Token));
        await Assert.ThrowsAsync<VaultException>(() => store.CreateBucketAsync(Token));
    }

    [Fact]
    public async Task Nothing_outside_of_the_bucket_is_reached_by_a_listing()
    {
        await PutAsync("a", "x");
        foreach (var prefix in (string[])["../", "..", "/", "./", "a/../"])
        {
            Assert.Empty(await Store.ListObjectsAsync(prefix, Token));
        }
    }

    [Fact]
    public async Task A_full_file_system_replaces_nothing_and_deletions_still_work()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a small tmpfs");
        var small = Path.Combine(Root, "small");
        Directory.CreateDirectory(small);
        string[] onSmallFileSystem =
        [
            "unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
            "mount -t tmpfs -o size=512k tmpfs \"$0\" || { echo no tmpfs; exit; }; exec \"$@\"", small,
        ];

        var output = await ChildProcess.RunAsync(["fill", small], onSmallFileSystem, Token);

        Assert.SkipWhen(output is "" or "no tmpfs", "this environment allows no mount in a user namespace");
        Assert.Equal($"{VaultErrors.DiskFull.Code}; a holds small; listed a; deleted 1", output);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_directory_that_cannot_be_written_is_a_clear_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        await PutAsync("a", "x");
        File.Delete(FileOf(".lock"));
        DirectoryInfo[] path = [new(Path.GetDirectoryName(Root)!), new(Root), new(FileOf(""))];
        foreach (var directory in path)
        {
            directory.UnixFileMode = ReadOnly;
        }

        // Root is not restricted by modes.
        string[]? asNobody = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
            : null;
        var output = await ChildProcess.RunAsync(["put", Root, "b"], asNobody, Token);

        foreach (var directory in path)
        {
            directory.UnixFileMode = ReadOnly | UnixFileMode.UserWrite;
        }

        Assert.SkipWhen(output is "", "the test program cannot be started as an unprivileged user here");
        Assert.StartsWith($"{VaultErrors.FileDenied.Code}: ", output, StringComparison.Ordinal);
        Assert.Contains(FileOf(""), output, StringComparison.Ordinal);
        Assert.Equal(["a"], await KeysAsync());
    }

    [Fact]
    public async Task A_path_that_is_too_long_for_the_system_is_a_clear_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the limit is Linux's");
        var deep = Path.Combine([Root, .. Enumerable.Repeat(new string('d', 200), 19)]);
        using var store = new DirectoryStore(deep, Bucket, TimeProvider.System);
        await store.CreateBucketAsync(Token);
        var key = string.Join('/', Enumerable.Repeat(new string('k', 100), 5));
        await FailsAsync(
            VaultErrors.FileFailed,
            () => store.PutObjectAsync(key, default, new Dictionary<string, string>(), WriteCondition.None));
        Assert.Empty(await store.ListObjectsAsync("", Token));
    }

    [Fact]
    public async Task A_file_instead_of_the_bucket_is_a_clear_error()
    {
        await File.WriteAllTextAsync(Path.Combine(Root, "not-a-directory"), "x", Token);
        using var store = new DirectoryStore(Root, "not-a-directory", TimeProvider.System);
        await FailsAsync(VaultErrors.StoreFailed, () => store.CreateBucketAsync(Token));
        await FailsAsync(VaultErrors.StoreFailed, () => store.ListObjectsAsync("", Token));
    }

    [Fact]
    public async Task A_put_that_is_cancelled_half_way_replaces_nothing()
    {
        await PutAsync("a", "old");
        using var cancelling = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutObjectAsync(
            "a", new byte[3 << 20], new Dictionary<string, string>(), WriteCondition.None, new Canceller(cancelling), cancelling.Token));
        Assert.Equal("old", await ContentAsync("a"));
        Assert.Empty(TemporaryFiles());
    }

    [Theory]
    [InlineData("../bucket")]
    [InlineData("a..b")]
    [InlineData(".bucket")]
    [InlineData("bucket/")]
    [InlineData("bucket\n")]
    public void A_bucket_name_that_could_leave_the_directory_is_refused(string bucket) =>
        Assert.Equal(
            VaultErrors.BucketRefused,
            Assert.Throws<VaultException>(() => new DirectoryStore(Root, bucket, TimeProvider.System)).Error);

    private sealed class Canceller(CancellationTokenSource source) : IProgress<long>
    {
        public void Report(long value) => source.Cancel();
    }
}
