using TazPod.Testing.Processes;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Tests.Archive.Tree;

public sealed class DirectoryScannerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Sees_the_same_entries_as_the_writer()
    {
        scratch.Write("in/d/f", "content");
        scratch.MakeDirectory("in/e");

        var scanned = await ScanAsync();
        var written = ArchiveWriter.Write(scratch["in"], Stream.Null, new ArchiveWriteOptions(), default);

        Assert.Equal(["d", "d/f", "e"], scanned.Entries.Select(entry => entry.Path));
        Assert.True(scanned.HasSameContentAs(written));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("socket")]
    [InlineData("link")]
    [InlineData("device")]
    public async Task An_entry_that_cannot_be_kept_fails_the_whole_tree_by_name(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs the kinds of entry that Linux has");
        scratch.Write("in/d/ordinary");
        Make(kind, "in/d/odd");

        await AssertRefusedAsync(VaultErrors.EntryRefused, "'d/odd'", new ArchiveWriteOptions());
        if (kind != "link")
        {
            await AssertRefusedAsync(VaultErrors.EntryRefused, "'d/odd'", new ArchiveWriteOptions { SkipLinks = true });
        }
    }

    [Theory]
    [InlineData(".git")]
    [InlineData(".tazpod")]
    public async Task A_name_that_marks_a_directory_of_another_kind_fails_the_whole_tree(string name)
    {
        scratch.Write($"in/{name}/config");
        await AssertRefusedAsync(VaultErrors.EntryRefused, $"'{name}'", new ArchiveWriteOptions());
        Directory.Delete(scratch[$"in/{name}"], recursive: true);
        scratch.Write($"in/{name}");
        await AssertRefusedAsync(VaultErrors.EntryRefused, $"'{name}'", new ArchiveWriteOptions());
    }

    [Fact]
    public async Task Links_can_be_left_out_with_a_notice_each()
    {
        scratch.Write("in/f");
        File.CreateSymbolicLink(scratch["in/to-file"], "f");
        Directory.CreateSymbolicLink(scratch["in/to-directory"], scratch.Root);
        File.CreateSymbolicLink(scratch["in/to-nothing"], "nothing");

        var manifest = await ScanAsync(new ArchiveWriteOptions { SkipLinks = true });

        Assert.Equal(["f"], manifest.Entries.Select(entry => entry.Path));
        Assert.Equal(
            ["symbolic link 'to-directory' skipped", "symbolic link 'to-file' skipped", "symbolic link 'to-nothing' skipped"],
            manifest.Notices.Select(notice => notice.Message));
    }

    [Fact]
    public void The_directory_itself_can_be_reached_by_a_link()
    {
        scratch.Write("in/f");
        Directory.CreateSymbolicLink(scratch["link"], "in");

        Assert.Single(DirectoryScanner.Scan(scratch["link"], new ArchiveWriteOptions(), default).Entries);
    }

    [Fact]
    public async Task Files_under_two_names_are_two_files()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs ln");
        scratch.Write("in/f", "same");
        Scratch.Run("ln", scratch["in/f"], scratch["in/g"]);

        var manifest = await ScanAsync();

        Assert.Equal(manifest.Entries[0] with { Path = "g" }, manifest.Entries[1]);
    }

    [Fact]
    public async Task Special_bits_are_dropped_with_one_notice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs modes");
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            scratch.Write($"in/{name}", "x", 0b100_110_000_000);
        }

        var manifest = await ScanAsync();

        Assert.All(manifest.Entries, entry => Assert.Equal(0x180, entry.Mode));
        Assert.Equal("setuid, setgid or sticky bits dropped from 'a', 'b', 'c' and 2 more", manifest.Notices.Single().Message);
    }

    [Fact]
    public async Task A_name_that_is_not_utf8_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs names of any bytes");
        scratch.MakeDirectory("in");
        Scratch.Run("sh", "-c", $"touch '{scratch["in"]}'/$(printf 'bad\\377')");

        await AssertRefusedAsync(VaultErrors.EntryRefused, "not valid UTF-8", new ArchiveWriteOptions());

        // Read as text, this name and the other are the same.
        scratch.Write("in/bad\ufffd");
        await AssertRefusedAsync(VaultErrors.EntryRefused, "not valid UTF-8", new ArchiveWriteOptions());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_fails_the_whole_tree_by_name()
    {
        scratch.Write("in/a");
        scratch.Write("in/b");
        scratch.Write("in/c");
        var access = new MomentousAccess { BeforeOpening = path => DenyWhen(path.EndsWith("/b", StringComparison.Ordinal)) };

        await AssertRefusedAsync(VaultErrors.FileDenied, $"cannot read '{scratch["in/b"]}'", new ArchiveWriteOptions { Access = access });
    }

    [Fact]
    public async Task A_directory_that_cannot_be_read_fails_the_whole_tree_by_name()
    {
        scratch.Write("in/a");
        scratch.Write("in/d/f");
        scratch.Write("in/z");
        var access = new MomentousAccess { BeforeListing = path => DenyWhen(path.EndsWith("/d", StringComparison.Ordinal)) };

        await AssertRefusedAsync(VaultErrors.FileDenied, $"cannot read directory '{scratch["in/d"]}'", new ArchiveWriteOptions { Access = access });
    }

    [Theory]
    [InlineData("grows")]
    [InlineData("shrinks")]
    [InlineData("is rewritten")]
    [InlineData("is replaced")]
    [InlineData("vanishes")]
    public async Task A_file_that_changes_while_it_is_read_fails_the_whole_tree_by_name(string how)
    {
        scratch.Write("in/a", new string('a', 200_000));
        scratch.Write("in/b", new string('b', 200_000));
        void Change(string path)
        {
            switch (how)
            {
                case "grows":
                    File.AppendAllText(path, "more");
                    break;
                case "shrinks":
                    File.WriteAllText(path, "less");
                    break;
                case "is rewritten":
                    File.WriteAllText(path, new string('c', 200_000));
                    File.SetLastWriteTimeUtc(path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                    break;
                case "is replaced":
                    var modified = File.GetLastWriteTimeUtc(path);
                    File.WriteAllText(path + "~", new string('c', 200_000));
                    File.SetLastWriteTimeUtc(path + "~", modified);
                    File.Move(path + "~", path, overwrite: true);
                    break;
                default:
                    File.Delete(path);
                    break;
            }
        }

        Action<string> change = path => { if (path.EndsWith("/a", StringComparison.Ordinal)) { Change(path); } };
        var isBefore = how is "vanishes" or "is replaced";
        var access = isBefore ? new MomentousAccess { BeforeOpening = change } : new MomentousAccess { AfterOpening = change };

        await AssertRefusedAsync(VaultErrors.TreeChanged, "'a'", new ArchiveWriteOptions { Access = access });
    }

    [Theory]
    [InlineData("a link")]
    [InlineData("a pipe")]
    public async Task A_part_of_a_path_that_becomes_a_link_or_a_pipe_is_not_followed(string what)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have paths only");
        scratch.Write("in/d/f", "ours");
        void Change(string path)
        {
            if (what == "a pipe")
            {
                File.Delete(path);
                NamedPipe.Make(path);
                return;
            }

            // After a rename the file is the same. Only its directory is elsewhere.
            Directory.Move(scratch["in/d"], scratch["moved"]);
            Directory.CreateSymbolicLink(scratch["in/d"], scratch["moved"]);
        }

        var access = new MomentousAccess { BeforeOpening = Change };

        var refusal = await Assert.ThrowsAsync<VaultException>(() => ScanAsync(new ArchiveWriteOptions { Access = access }));

        Assert.Same(VaultErrors.TreeChanged, refusal.Error);
        Assert.Contains("'d/f'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_becomes_a_link_before_it_is_listed_is_not_followed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have paths only");
        scratch.Write("in/d/f", "ours");
        scratch.Write("out/f", "theirs");
        void Change(string path)
        {
            if (path == scratch["in/d"])
            {
                Directory.Delete(path, recursive: true);
                Directory.CreateSymbolicLink(path, scratch["out"]);
            }
        }

        var access = new MomentousAccess { BeforeListing = Change };

        var refusal = await Assert.ThrowsAsync<VaultException>(() => ScanAsync(new ArchiveWriteOptions { Access = access }));

        Assert.Same(VaultErrors.NotOurs, refusal.Error);
        Assert.Contains(scratch["in/d"], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_are_checked_before_content_is_read()
    {
        scratch.Write("in/a", new string('x', 5000));
        scratch.Write("in/b");
        var never = new MomentousAccess { BeforeOpening = path => Assert.Fail($"opened {path}") };

        await AssertRefusedAsync(VaultErrors.TreeTooLarge, "'a'", Limited(new ArchiveLimits { UnpackedBytes = 6000 }));
        await AssertRefusedAsync(VaultErrors.TreeTooLarge, "more than 1 entries", Limited(new ArchiveLimits { Entries = 1 }));
        await AssertRefusedAsync(VaultErrors.TreeTooLarge, "too long", Limited(new ArchiveLimits { PathBytes = 0 }));
        await AssertRefusedAsync(VaultErrors.TreeTooLarge, "all paths together", Limited(new ArchiveLimits { AllPathBytes = 0 }));

        ArchiveWriteOptions Limited(ArchiveLimits limits) => new() { Limits = limits, Access = never };
    }

    [Fact]
    public async Task The_reader_accepts_what_the_writer_accepts()
    {
        scratch.Write($"in/{new string('è', 60)}", new string('x', 1000));
        var archive = new MemoryStream();
        var limits = new ArchiveLimits { UnpackedBytes = (512 + 512) + 512 + 1024 + 1024 };

        ArchiveWriter.Write(scratch["in"], archive, new ArchiveWriteOptions { Limits = limits }, default);
        ArchiveReader.Inspect(archive.ToArray(), new ArchiveReadOptions { Limits = limits }, default);

        var smaller = new ArchiveWriteOptions { Limits = limits with { UnpackedBytes = limits.UnpackedBytes - 1 } };
        await AssertRefusedAsync(VaultErrors.TreeTooLarge, "larger than", smaller);
    }

    [Fact]
    public async Task A_missing_directory_and_a_file_instead_of_it_are_distinguished()
    {
        await AssertRefusedAsync(VaultErrors.SecretsNotFound, "/in'", new ArchiveWriteOptions());
        scratch.Write("in");
        await AssertRefusedAsync(VaultErrors.SecretsDirectoryRefused, "/in'", new ArchiveWriteOptions());
    }

    [Fact]
    public async Task The_cached_passphrase_is_not_even_opened()
    {
        scratch.Write("in/.vault_pass");
        var never = new MomentousAccess { BeforeOpening = path => Assert.Fail($"opened {path}") };

        var manifest = await ScanAsync(new ArchiveWriteOptions { Access = never });

        Assert.True(manifest is { IsEmpty: true, HasVaultPass: true });
    }

    [Fact]
    public async Task A_directory_instead_of_the_cached_passphrase_is_refused()
    {
        scratch.Write("in/.vault_pass/a");
        await AssertRefusedAsync(VaultErrors.EntryRefused, "cached passphrase", new ArchiveWriteOptions());
    }

    [Fact]
    public async Task Stopping_stops()
    {
        scratch.Write("in/a", new string('a', 200_000));
        using var stop = new CancellationTokenSource();
        var access = new MomentousAccess { AfterOpening = _ => stop.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.Run(() => DirectoryScanner.Scan(scratch["in"], new ArchiveWriteOptions { Access = access }, stop.Token)));
    }

    private static void DenyWhen(bool condition)
    {
        if (condition)
        {
            throw new UnauthorizedAccessException("denied");
        }
    }

    private void Make(string kind, string path)
    {
        switch (kind)
        {
            case "pipe":
                scratch.MakePipe(path);
                break;
            case "socket":
                scratch.MakeSocket(path);
                break;
            case "device":
                Assert.SkipUnless(Environment.UserName == "root", "only root can create devices");
                Scratch.Run("mknod", scratch[path], "c", "1", "3");
                break;
            default:
                File.CreateSymbolicLink(scratch[path], "ordinary");
                break;
        }
    }

    private Task<ArchiveManifest> ScanAsync(ArchiveWriteOptions? options = null) =>
        Task.Run(() => DirectoryScanner.Scan(scratch["in"], options ?? new ArchiveWriteOptions(), default)).WaitAsync(Patience);

    private async Task AssertRefusedAsync(VaultError error, string inMessage, ArchiveWriteOptions options)
    {
        foreach (var reading in new[]
        {
            () => Task.Run(() => DirectoryScanner.Scan(scratch["in"], options, default)),
            () => Task.Run(() => ArchiveWriter.Write(scratch["in"], Stream.Null, options, default)),
        })
        {
            if (error == VaultErrors.TreeChanged)
            {
                scratch.Write("in/a", new string('a', 200_000));
            }

            var refusal = await Assert.ThrowsAsync<VaultException>(() => reading().WaitAsync(Patience));
            Assert.Same(error, refusal.Error);
            Assert.Contains(inMessage, refusal.Message, StringComparison.Ordinal);
            Assert.NotNull(refusal.Hint);
        }
    }
}
