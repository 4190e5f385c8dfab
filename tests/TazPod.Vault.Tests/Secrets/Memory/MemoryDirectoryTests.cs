using System.Runtime.Versioning;
using TazPod.Testing;
using TazPod.Testing.Processes;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Secrets.Memory;

namespace TazPod.Vault.Tests.Secrets.Memory;

[UnsupportedOSPlatform("windows")]
public sealed class MemoryDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly TemporaryDirectory disk = new();
    private readonly string memory = Path.Combine("/dev/shm", $"tazpod-test-{Guid.NewGuid():N}");

    public MemoryDirectoryTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no file system in memory");
        Directory.CreateDirectory(memory, OwnerOnly);
    }

    private MemoryPlaces Places => new([memory], disk.Path);

    private MemoryPlaces NoMemory => new([disk.Combine("none"), disk.Path], disk.Path);

    public void Dispose()
    {
        if (Directory.Exists(memory))
            Directory.Delete(memory, recursive: true);
        disk.Dispose();
    }

    [Fact]
    public void A_directory_is_in_memory_and_only_its_owner_can_enter_it()
    {
        using var made = Create();

        Assert.True(made.IsInMemory);
        Assert.StartsWith(memory, made.Path, StringComparison.Ordinal);
        Assert.Equal((OwnerOnly, OwnerOnly), (File.GetUnixFileMode(made.Path), File.GetUnixFileMode(Outer(made))));
        Assert.Empty(Directory.EnumerateFileSystemEntries(made.Path));
    }

    [Fact]
    public void Everything_in_it_is_gone_when_it_is_disposed()
    {
        using var made = Create();
        Directory.CreateDirectory(Path.Combine(made.Path, "a/b"));
        File.WriteAllText(Path.Combine(made.Path, "a/b/lock"), "x");
        File.WriteAllText(Path.Combine(made.Path, "key"), "x");
        File.SetUnixFileMode(Path.Combine(made.Path, "key"), UnixFileMode.UserRead);
        File.SetUnixFileMode(Path.Combine(made.Path, "a"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        made.Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(memory));
    }

    [Fact]
    public void The_content_of_a_file_is_overwritten_but_not_that_of_a_file_with_another_name_outside()
    {
        var made = Create();
        var (key, outside) = (Path.Combine(made.Path, "lock"), Path.Combine(memory, "outside"));
        File.WriteAllText(key, "secret");
        File.SetUnixFileMode(key, UnixFileMode.UserRead);
        File.WriteAllText(outside, "kept");
        new TestCommand("ln", outside, Path.Combine(made.Path, "hard")).Do();
        File.CreateSymbolicLink(Path.Combine(made.Path, "soft"), outside);
        using var open = File.OpenRead(key);

        made.Dispose();

        Assert.Equal(new byte[6], Read(open));
        Assert.Equal("kept", File.ReadAllText(outside));
    }

    [Fact]
    public void Without_a_file_system_in_memory_nothing_is_made_unless_the_disk_is_allowed()
    {
        var refused = Assert.Throws<VaultException>(() => MemoryDirectory.Create(NoMemory, MemoryKind.Run, allowDisk: false));

        Assert.Equal((VaultErrors.NoMemoryFileSystem, ExitCode.FileSystem), (refused.Error, refused.ExitCode));
        Assert.Contains($"'{disk.Path}' is on a disk", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--allow-disk", refused.Hint, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
        using var made = MemoryDirectory.Create(NoMemory, MemoryKind.Run, allowDisk: true);
        Assert.False(made.IsInMemory);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(made.Path));
    }

    [Fact]
    public void A_place_where_others_could_replace_the_directory_is_not_used()
    {
        File.SetUnixFileMode(memory, OwnerOnly | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);

        var refused = Assert.Throws<VaultException>(() => Create());

        Assert.Contains("other users could replace", refused.Message, StringComparison.Ordinal);
        File.SetUnixFileMode(memory, OwnerOnly | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        Create().Dispose();
    }

    [Fact]
    public void What_a_killed_process_left_behind_is_swept_and_what_is_in_use_is_not()
    {
        using var living = Create();
        Leave(MemoryKind.Run);

        MemoryDirectory.Sweep(Places, MemoryKind.Run);

        Assert.Equal([Outer(living)], Directory.EnumerateDirectories(memory));
    }

    [Fact]
    public void What_was_left_behind_is_in_use_as_long_as_a_process_that_shares_its_lock_lives()
    {
        var made = Create();
        made.ShareLock(true);
        var child = System.Diagnostics.Process.Start("sleep", "600");
        made.ShareLock(false);
        var path = made.Path;
        made.Keep();

        MemoryDirectory.Sweep(Places, MemoryKind.Run);
        var isThere = Directory.Exists(path);
        child.Kill();
        child.WaitForExit();
        MemoryDirectory.Sweep(Places, MemoryKind.Run);

        Assert.Equal((true, false), (isThere, Directory.Exists(path)));
    }

    [Fact]
    public void An_edit_that_was_left_behind_is_found_only_as_an_edit_and_can_be_kept_or_removed()
    {
        Leave(MemoryKind.Edit, "text");

        MemoryDirectory.Sweep(Places, MemoryKind.Run);
        var first = Assert.Single(MemoryDirectory.Leftovers(Places, MemoryKind.Edit));
        Assert.Empty(MemoryDirectory.Leftovers(Places, MemoryKind.Edit));
        Assert.Equal("text", File.ReadAllText(Path.Combine(first.Path, "file")));
        first.Keep();
        Assert.Single(MemoryDirectory.Leftovers(Places, MemoryKind.Edit)).Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(memory));
    }

    [Fact]
    public void Links_and_files_and_directories_of_others_are_not_touched()
    {
        var other = disk.Combine("other");
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "lock"), "run");
        Directory.CreateSymbolicLink(Path.Combine(memory, "tazvault-link"), other);
        File.WriteAllText(Path.Combine(memory, "tazvault-file"), "");
        var open = Directory.CreateDirectory(Path.Combine(memory, "tazvault-open")).FullName;
        File.SetUnixFileMode(open, OwnerOnly | UnixFileMode.OtherWrite);
        File.WriteAllText(Path.Combine(open, "lock"), "run");
        var linked = Directory.CreateDirectory(Path.Combine(memory, "tazvault-linked"), OwnerOnly).FullName;
        File.CreateSymbolicLink(Path.Combine(linked, "lock"), Path.Combine(other, "lock"));
        var newer = Directory.CreateDirectory(Path.Combine(memory, "tazvault-newer"), OwnerOnly).FullName;
        File.WriteAllText(Path.Combine(newer, "lock"), "something else");
        var before = Entries();

        MemoryDirectory.Sweep(Places, MemoryKind.Run);

        Assert.Equal(before, Entries());
        Assert.True(File.Exists(Path.Combine(other, "lock")));
    }

    [Fact]
    public void A_directory_of_another_user_is_not_touched()
    {
        Assert.SkipUnless(Posix.IsRoot, "only root can give a directory to another user");
        var path = Leave(MemoryKind.Run);
        new TestCommand("chown", "-R", "12345", Path.GetDirectoryName(path)!).Do();

        MemoryDirectory.Sweep(Places, MemoryKind.Run);

        Assert.True(Directory.Exists(path));
    }

    [Fact]
    public void A_start_that_was_killed_half_way_is_swept_but_never_content_without_a_kind()
    {
        Directory.CreateDirectory(Path.Combine(memory, "tazvault-1"), OwnerOnly);
        var second = Directory.CreateDirectory(Path.Combine(memory, "tazvault-2"), OwnerOnly).FullName;
        File.WriteAllText(Path.Combine(second, "lock"), "");
        var third = Directory.CreateDirectory(Path.Combine(memory, "tazvault-3"), OwnerOnly).FullName;
        File.WriteAllText(Path.Combine(third, "content"), "");

        MemoryDirectory.Sweep(Places, MemoryKind.Run);

        Assert.Equal([third], Directory.EnumerateFileSystemEntries(memory));
    }

    [Fact]
    public async Task A_start_is_never_swept_by_others_that_run_at_the_same_moment()
    {
        using var stop = new CancellationTokenSource();
        var sweeping = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                MemoryDirectory.Sweep(Places, MemoryKind.Run);
        })).ToList();

        for (var i = 0; i < 300; i++)
        {
            using var made = Create();
            File.WriteAllText(Path.Combine(made.Path, "file"), "x");
            Assert.Equal("x", File.ReadAllText(Path.Combine(made.Path, "file")));
        }

        await stop.CancelAsync();
        await Task.WhenAll(sweeping);
        Assert.Empty(Directory.EnumerateFileSystemEntries(memory));
    }

    private MemoryDirectory Create() => MemoryDirectory.Create(Places, MemoryKind.Run, allowDisk: false);

    private string Leave(MemoryKind kind, string content = "x")
    {
        var left = MemoryDirectory.Create(Places, kind, allowDisk: false);
        File.WriteAllText(Path.Combine(left.Path, "file"), content);
        left.Keep();
        return left.Path;
    }

    private List<string> Entries() =>
        [.. Directory.EnumerateFileSystemEntries(memory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string Outer(MemoryDirectory directory) => Path.GetDirectoryName(directory.Path)!;

    private static byte[] Read(FileStream file)
    {
        var content = new byte[100];
        return content[..file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
    }
}
