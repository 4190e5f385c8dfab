using System.Formats.Tar;
using System.Text;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Archive;

public sealed class ArchiveReaderTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Modes_are_restored_without_special_bits_and_implied_parents_are_private()
    {
        var manifest = Extract(new TarBytes()
            .Directory("d/", 0b000_101_000_000)
            .File("d/f", "x", 0b100_100_000_100)
            .File("a/b/c", "y", 0b111_111_111)
            .End());

        Assert.Equal(
            [("a", 0x1C0), ("a/b", 0x1C0), ("a/b/c", 0x1FF), ("d", 0x140), ("d/f", 0x104)],
            manifest.Entries.Select(entry => (entry.Path, entry.Mode)));
        Assert.Equal("setuid, setgid or sticky bits dropped from 'd/f'", manifest.Notices.Single().Message);
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(manifest.Entries, entry => Assert.Equal(entry.Mode, FileFacts.Of(scratch[$"out/{entry.Path}"]).Mode));
        }
    }

    [Fact]
    public void A_directory_after_its_content_still_gets_its_mode()
    {
        var manifest = Extract(new TarBytes().File("a/b").Directory("a", 0b111_101_101).End());

        Assert.Equal(0x1ED, manifest.Entries[0].Mode);
        Assert.StartsWith("out/a 755", scratch.Listing("out")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_cached_passphrase_is_not_content_and_is_extracted_only_on_request()
    {
        var archive = new TarBytes().File(".vault_pass", "p").File("d/.vault_pass", "q").End();

        var manifest = ArchiveReader.Extract(
            archive, scratch.MakeDirectory("out"), new ArchiveReadOptions { IncludeVaultPass = false }, default);
        var withIt = ArchiveReader.Extract(archive, scratch.MakeDirectory("with"), new ArchiveReadOptions(), default);

        Assert.Equal(["d", "d/.vault_pass"], manifest.Entries.Select(entry => entry.Path));
        Assert.True(manifest.HasVaultPass);
        Assert.True(manifest.HasSameContentAs(withIt));
        Assert.False(File.Exists(scratch["out/.vault_pass"]));
        Assert.Equal("p", File.ReadAllText(scratch["with/.vault_pass"]));
    }

    [Fact]
    public void A_tar_with_leading_dots_is_the_same_tree()
    {
        var plain = Extract(new TarBytes().Directory("d", 0x1C0).File("d/f", "x").End());

        var dotted = ArchiveReader.Extract(
            new TarBytes().Directory("./", 0x1FF).Directory("./d/", 0x1C0).File("./d/f", "x").End(),
            scratch.MakeDirectory("dotted"), new ArchiveReadOptions(), default);

        Assert.True(plain.HasSameContentAs(dotted));
    }

    [Theory]
    [InlineData("./a", "appears twice")]
    [InlineData("./../b", "'..'")]
    [InlineData("./", "is empty")]
    public void A_leading_dot_hides_nothing(string second, string why) =>
        AssertRefused(VaultErrors.ArchiveUnsafe, why, new TarBytes().File("a").File(second).End());

    [Theory]
    [InlineData("a", "a", "appears twice")]
    [InlineData("a/b", "a", "appears twice")]
    [InlineData("a", "a/b", "not a directory")]
    [InlineData("a", "a/b/c", "not a directory")]
    public void One_path_is_one_entry(string first, string second, string why)
    {
        AssertRefused(VaultErrors.ArchiveUnsafe, why, new TarBytes().File(first).File(second).End());
    }

    [Fact]
    public void A_directory_is_neither_a_second_one_nor_a_file()
    {
        AssertRefused(VaultErrors.ArchiveUnsafe, "appears twice", new TarBytes().Directory("a").Directory("a/").End());
        AssertRefused(VaultErrors.ArchiveUnsafe, "appears twice", new TarBytes().File("a/b").Directory("a").Directory("a").End());
        AssertRefused(VaultErrors.ArchiveUnsafe, "appears twice", new TarBytes().File("a").Directory("a").End());
        AssertRefused(VaultErrors.ArchiveUnsafe, "appears twice", new TarBytes().Directory("a").File("a").End());
        AssertRefused(VaultErrors.ArchiveUnsafe, "not a directory", new TarBytes().File("a").Directory("a/b").End());
    }

    [Theory]
    [InlineData("l")]
    [InlineData("l/below")]
    public void Nothing_replaces_a_link_that_was_left_out(string path)
    {
        var archive = new TarBytes().Entry('2', "l").File(path).End();

        var refusal = Assert.Throws<VaultException>(() => ArchiveReader.Extract(
            archive, scratch.MakeDirectory("out"), new ArchiveReadOptions { SkipLinks = true }, default));

        Assert.Same(VaultErrors.ArchiveUnsafe, refusal.Error);
        Assert.Empty(scratch.Listing("out"));
    }

    [Fact]
    public void A_hard_link_is_a_copy_of_its_target_in_memory_and_on_disk()
    {
        var content = new string('c', ContentPiece.Capacity + 1);
        var archive = new TarBytes()
            .File("./a", content, 0b010_000_000).HardLink("d/b", "a").HardLink("c", "./d/b").File("empty", "").HardLink("e", "empty")
            .Directory("d", 0b101_000_000).File("z", "z").End();

        var manifest = Extract(archive);
        var kept = DirectoryScanner.Scan(scratch["out"], new ArchiveWriteOptions(), default);

        Assert.Equal(["a", "c", "d", "d/b", "e", "empty", "z"], manifest.Entries.Select(entry => entry.Path));
        Assert.Equal(manifest.Entries, ArchiveReader.Inspect(archive, new ArchiveReadOptions { SkipLinks = true }, default).Entries);
        Assert.Equal([ArchiveNoticeKind.OwnerMayRead], manifest.Notices.Select(notice => notice.Kind));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(manifest.Entries, kept.Entries);
            Assert.Equal(kept.Entries[0] with { Path = "c" }, kept.Entries[1]);
        }

        File.WriteAllText(scratch["out/c"], "changed");
        Assert.Equal(content.Length, new FileInfo(scratch["out/a"]).Length);
    }

    [Fact]
    public void A_hard_link_to_the_cached_passphrase_is_a_copy_even_if_that_is_not_extracted()
    {
        var archive = new TarBytes().File(".vault_pass", "p").HardLink("copy", ".vault_pass").HardLink("again", "copy").End();

        var manifest = ArchiveReader.Extract(
            archive, scratch.MakeDirectory("out"), new ArchiveReadOptions { IncludeVaultPass = false }, default);
        var other = ArchiveReader.Extract(
            new TarBytes().File("token", "t").HardLink(".vault_pass", "token").End(), scratch.MakeDirectory("other"), new ArchiveReadOptions(), default);

        Assert.Equal(["again", "copy"], manifest.Entries.Select(entry => entry.Path));
        Assert.Equal(("p", "p"), (File.ReadAllText(scratch["out/copy"]), File.ReadAllText(scratch["out/again"])));
        Assert.False(File.Exists(scratch["out/.vault_pass"]));
        Assert.Equal((true, "t"), (other.HasVaultPass, File.ReadAllText(scratch["other/.vault_pass"])));
        Assert.Equal(["token"], other.Entries.Select(entry => entry.Path));
    }

    [Theory]
    [InlineData("gone", "not an earlier file")]
    [InlineData("later", "not an earlier file")]
    [InlineData("d", "not an earlier file")]
    [InlineData("link", "not an earlier file")]
    [InlineData("self", "not an earlier file")]
    [InlineData("../outside", "'..'")]
    [InlineData("/etc/hostname", "absolute")]
    [InlineData("d/../a", "'..'")]
    [InlineData("", "is empty")]
    public void A_hard_link_to_anything_but_an_earlier_file_is_refused_by_name(string target, string why)
    {
        var archive = new TarBytes().File("a").Directory("d").Entry('2', "link").HardLink("self", target).File("later").End();

        foreach (var skips in new[] { false, true })
        {
            var options = new ArchiveReadOptions { SkipLinks = skips };
            var refusal = Assert.Throws<VaultException>(() => ArchiveReader.Extract(
                skips ? archive : new TarBytes().File("a").Directory("d").HardLink("self", target).File("later").End(), scratch.MakeDirectory("out"), options, default));
            Assert.Same(VaultErrors.ArchiveUnsafe, refusal.Error);
            Assert.Contains("'self'", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("hard link", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("skip-links", refusal.Hint, StringComparison.Ordinal);
            Assert.Empty(scratch.Listing("out"));
        }
    }

    [Fact]
    public void Copies_of_hard_links_count_towards_the_limit()
    {
        var options = new ArchiveReadOptions { Limits = new ArchiveLimits { UnpackedBytes = 8 * 1024 } };
        var content = new string('c', 1024);
        byte[] With(int links) =>
            Enumerable.Range(0, links).Aggregate(new TarBytes().File("a", content), (tar, number) => tar.HardLink($"{number}", "a")).End();

        Assert.Equal(5, ArchiveReader.Inspect(With(3), options, default).FileCount + 1);
        var refusal = Assert.Throws<VaultException>(() => ArchiveReader.Inspect(With(4), options, default));
        Assert.Same(VaultErrors.ArchiveTooLarge, refusal.Error);
        var bomb = Enumerable.Range(0, 2000).Aggregate(new TarBytes().File("a", new string('c', 1 << 20)), (tar, number) => tar.HardLink($"{number}", "a")).End();
        AssertRefused(VaultErrors.ArchiveTooLarge, "hard link", bomb);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.V7)]
    public void A_hard_link_is_read_from_every_writer(TarEntryFormat format)
    {
        var name = format is TarEntryFormat.Pax or TarEntryFormat.Gnu ? new string('n', 150) + "/è" : "è";
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, format, leaveOpen: true))
        {
            var (file, link) = (Entry(format, TarEntryType.RegularFile, name), Entry(format, TarEntryType.HardLink, "link"));
            file.DataStream = new MemoryStream("content"u8.ToArray());
            link.LinkName = name;
            writer.WriteEntry(file);
            writer.WriteEntry(link);
        }

        Extract(TarBytes.Gzip(tar.ToArray()));

        Assert.Equal("content", File.ReadAllText(scratch["out/link"]));

        static TarEntry Entry(TarEntryFormat format, TarEntryType type, string name) => format switch
        {
            TarEntryFormat.Gnu => new GnuTarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.V7 => new V7TarEntry(type == TarEntryType.RegularFile ? TarEntryType.V7RegularFile : type, name),
            _ => new PaxTarEntry(type, name),
        };
    }

    [Theory]
    [InlineData(".tazpod-stage")]
    [InlineData(".tazpod-stage/f")]
    [InlineData("./.tazpod-20260101T000000.local/f")]
    [InlineData(".tazpod-20260101T000000.local")]
    [InlineData(".git")]
    [InlineData(".git/config")]
    [InlineData(".tazpod")]
    [InlineData("./.tazpod/config.yaml")]
    public void A_name_that_no_secrets_directory_can_have_is_refused(string name)
    {
        AssertRefused(VaultErrors.ArchiveUnsafe, "at its root", new TarBytes().File("ok").File(name).End());
        AssertRefused(VaultErrors.ArchiveUnsafe, "at its root", new TarBytes().File("ok").Directory(name).End());
        AssertRefused(VaultErrors.ArchiveUnsafe, "at its root", new TarBytes().File("ok").HardLink(name, "ok").End());
        Assert.Throws<VaultException>(() => ArchiveReader.Inspect(new TarBytes().File(name).End(), new ArchiveReadOptions(), default));
    }

    [Fact]
    public void Similar_names_are_ordinary()
    {
        var names = new[] { ".gitignore", ".tazpod-stages", ".tazpod-20260101T000000.locals", ".tazpodx", "d/.git", "d/.tazpod", "d/.tazpod-stage", "x.git" };
        var archive = names.Aggregate(new TarBytes(), (tar, name) => tar.File(name)).End();

        Assert.Equal(names.Length, Extract(archive).FileCount);
        Assert.Equal(names.Length, DirectoryScanner.Scan(scratch["out"], new ArchiveWriteOptions(), default).FileCount);
    }

    [Fact]
    public void The_case_of_such_a_name_matters_if_it_does_for_the_file_system()
    {
        var archive = new TarBytes().File(".Git").End();
        if (EntryPath.Comparer.Equals("a", "A"))
        {
            AssertRefused(VaultErrors.ArchiveUnsafe, "at its root", archive);
        }
        else
        {
            Assert.Equal(1, Extract(archive).FileCount);
        }
    }

    [Theory]
    [InlineData('1', "hard link")]
    [InlineData('2', "symbolic link")]
    [InlineData('3', "device")]
    [InlineData('4', "device")]
    [InlineData('6', "named pipe")]
    [InlineData('7', "not a file or")]
    [InlineData('S', "sparse")]
    [InlineData('V', "not a file or")]
    [InlineData('D', "not a file or")]
    public void An_entry_that_is_neither_file_nor_directory_is_refused_by_name(char type, string what)
    {
        var archive = new TarBytes().File("ok").Entry(type, "na\u001bme").End();

        AssertRefused(VaultErrors.ArchiveUnsafe, what, archive);
        AssertRefused(VaultErrors.ArchiveUnsafe, @"'na\u001bme'", archive);
    }

    [Theory]
    [InlineData('3')]
    [InlineData('6')]
    [InlineData('S')]
    public void Only_links_are_left_out_with_skip_links(char type)
    {
        var archive = new TarBytes().Entry(type, "x").End();

        Assert.Throws<VaultException>(() => ArchiveReader.Inspect(archive, new ArchiveReadOptions { SkipLinks = true }, default));
    }

    [Fact]
    public void A_name_that_is_not_utf8_is_refused_by_its_bytes() => AssertRefused(
        VaultErrors.ArchiveUnsafe, @"'bad\xff'", new TarBytes().Entry('0', [.. "bad"u8, 0xff], []).End());

    [Fact]
    public void A_file_whose_name_ends_in_a_slash_is_refused() =>
        AssertRefused(VaultErrors.ArchiveUnsafe, "empty component", new TarBytes().File("a/").End());

    [Fact]
    public void Data_after_the_end_marker_is_refused()
    {
        AssertRefused(VaultErrors.ArchiveDamaged, "followed by other data", new TarBytes().File("a").Raw(new byte[1024]).File("b").End());
        Assert.Single(Extract(new TarBytes().File("a").Raw(new byte[10240]).End()).Entries);
    }

    [Fact]
    public void A_blank_checksum_is_not_the_end() =>
        AssertRefused(VaultErrors.ArchiveDamaged, "checksum", new TarBytes().File("a").Entry('0', "b", checksum: "\0\0\0\0\0\0\0\0").End());

    [Theory]
    [InlineData("x")]
    [InlineData("4 a=\n")]
    [InlineData("9 a=b\n")]
    [InlineData("99 a=b\n")]
    [InlineData("6 a=bc")]
    [InlineData("6 =bc\n")]
    [InlineData("6 abc\n")]
    [InlineData("-6 a=b\n")]
    [InlineData("6 a=b\n\0\0")]
    public void An_ambiguous_extended_record_is_refused(string record) => AssertRefused(
        VaultErrors.ArchiveDamaged,
        "extended header",
        new TarBytes().Entry('x', "h", System.Text.Encoding.UTF8.GetBytes(record)).File("a").End());

    [Fact]
    public void A_sparse_file_described_by_records_is_refused_by_name() => AssertRefused(
        VaultErrors.ArchiveUnsafe,
        "'a', which is never extracted: it is a sparse file",
        new TarBytes().Entry('x', "h", TarBytes.PaxRecord("GNU.sparse.major", "1")).File("a").End());

    [Theory]
    [InlineData("path", "b")]
    [InlineData("size", "0")]
    [InlineData("GNU.sparse.major", "1")]
    public void A_global_header_must_not_change_later_entries(string key, string value) => AssertRefused(
        VaultErrors.ArchiveUnsafe, "every entry", new TarBytes().Entry('g', "h", TarBytes.PaxRecord(key, value)).File("a").End());

    [Fact]
    public void A_global_header_that_changes_nothing_is_skipped() => Assert.Equal(
        "a", Extract(new TarBytes().Entry('g', "h", TarBytes.PaxRecord("comment", "c")).File("a").End()).Entries.Single().Path);

    [Theory]
    [InlineData('x')]
    [InlineData('L')]
    public void An_extended_header_twice_or_before_the_end_is_refused(char type)
    {
        var content = TarBytes.PaxRecord("path", "b");
        AssertRefused(
            VaultErrors.ArchiveDamaged, "twice", new TarBytes().Entry(type, "h", content).Entry(type, "h", content).File("a").End());
        AssertRefused(VaultErrors.ArchiveDamaged, "after an extended", new TarBytes().Entry(type, "h", content).End());
    }

    [Fact]
    public void A_mode_that_forbids_its_owner_to_read_is_not_kept_so_that_the_tree_can_be_read_again()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix modes");
            return;
        }

        var archive = new TarBytes()
            .Directory("d", 0).File("d/f", "x", 0).Directory("e", 0b010_111_000).File("w", "x", 0b010_000_100).HardLink("z", "d/f").End();

        var manifest = Extract(archive);
        var kept = DirectoryScanner.Scan(scratch["out"], new ArchiveWriteOptions(), default);

        Assert.Equal(
            [("d", 0b101_000_000), ("d/f", 0b100_000_000), ("e", 0b111_111_000), ("w", 0b110_000_100), ("z", 0b100_000_000)],
            manifest.Entries.Select(entry => (entry.Path, entry.Mode)));
        Assert.True(manifest.HasSameContentAs(kept));
        Assert.True(manifest.HasSameContentAs(ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default)));
        Assert.Equal(
            "the mode of 'd', 'd/f', 'e' and 1 more denied the owner read access; read access was added", Assert.Single(manifest.Notices).Message);
        Assert.Empty(kept.Notices);
        Assert.Equal((UnixFileMode)0b100_000_000, File.GetUnixFileMode(scratch["out/z"]));
        Assert.Equal((UnixFileMode)0b101_000_000, File.GetUnixFileMode(scratch["out/d"]));
    }

    [Theory]
    [InlineData(".vault_pass/f", '0')]
    [InlineData("./.vault_pass/f", '0')]
    [InlineData(".vault_pass/f", '1')]
    [InlineData(".vault_pass", '5')]
    [InlineData(".vault_pass/d", '5')]
    public void A_directory_instead_of_the_cached_passphrase_is_refused(string name, char type) => AssertRefused(
        VaultErrors.ArchiveUnsafe,
        "cached passphrase",
        (type == '1' ? new TarBytes().File("ok").HardLink(name, "ok") : new TarBytes().File("ok").Entry(type, name)).End());

    [Fact]
    public void A_hard_link_with_content_is_still_a_copy()
    {
        var content = new string('c', 700);
        var archive = new TarBytes().File("a", content)
            .Entry('1', "b"u8.ToArray(), Encoding.UTF8.GetBytes(content), target: "a").File("z", "z").End();

        var manifest = Extract(archive);

        Assert.Equal(["a", "b", "z"], manifest.Entries.Select(entry => entry.Path));
        Assert.Equal((content, "z"), (File.ReadAllText(scratch["out/b"]), File.ReadAllText(scratch["out/z"])));
        var exactly = new ArchiveReadOptions { Limits = new ArchiveLimits { UnpackedBytes = (512 * 3) + (1024 * 2) + 512 + 1024 } };
        Assert.Equal(3, ArchiveReader.Inspect(archive, exactly, default).Entries.Count);
        var other = new TarBytes().File("a", content).Entry('1', "b"u8.ToArray(), "other"u8.ToArray(), target: "a").End();
        Assert.Same(
            VaultErrors.ArchiveDamaged, Assert.Throws<VaultException>(() => ArchiveReader.Inspect(other, new ArchiveReadOptions(), default)).Error);
    }

    [Theory]
    [InlineData('2')]
    [InlineData('5')]
    public void Only_files_have_content(char type) =>
        AssertRefused(VaultErrors.ArchiveDamaged, "cannot have content", new TarBytes().Entry(type, "d", "x"u8.ToArray()).End());

    [Fact]
    public void Limits_are_checked_before_content_is_read()
    {
        var limits = new ArchiveLimits { Entries = 3, UnpackedBytes = 8192, AllPathBytes = 20 };
        var options = new ArchiveReadOptions { Limits = limits };

        AssertTooLarge(new TarBytes().Entry('0', "big", size: "00000100000").End());
        AssertTooLarge(new TarBytes().File("a").File("b").File("c").File("d").End());
        AssertTooLarge(new TarBytes().File("a/b/c/d").End());
        AssertTooLarge(new TarBytes().File("a").Raw(new byte[9000]).End());
        AssertTooLarge(new TarBytes().File(new string('x', 21)).End());
        AssertTooLarge(Enumerable.Range(0, 4).Aggregate(new TarBytes(), (tar, _) => tar.Entry('g', "h", TarBytes.PaxRecord("comment", "x"))).File("a").End());
        Assert.Equal(3, ArchiveReader.Inspect(new TarBytes().File("a/b/c").End(), options, default).Entries.Count);

        void AssertTooLarge(byte[] archive) => Assert.Same(
            VaultErrors.ArchiveTooLarge, Assert.Throws<VaultException>(() => ArchiveReader.Inspect(archive, options, default)).Error);
    }

    [Fact]
    public void A_tar_cut_at_any_block_is_refused()
    {
        var whole = new TarBytes().Directory("d").Entry('x', "h", TarBytes.PaxRecord("path", "d/f")).File("f", new string('x', 700));
        var blocks = new MemoryStream();
        using (var unpacked = new GzipContent(whole.Cut()))
        {
            unpacked.CopyTo(blocks);
        }

        for (var length = 0; length <= blocks.Length; length += 256)
        {
            AssertRefused(VaultErrors.ArchiveDamaged, "ends before", TarBytes.Gzip(blocks.ToArray()[..length]));
        }
    }

    [Fact]
    public void A_destination_that_is_not_empty_is_left_alone()
    {
        scratch.Write("out/mine");

        Assert.Throws<VaultException>(() => ArchiveReader.Extract(
            new TarBytes().File("a").End(), scratch["out"], new ArchiveReadOptions(), default));

        Assert.Equal("x", File.ReadAllText(scratch["out/mine"]));
    }

    [Fact]
    public void A_failure_leaves_the_destination_empty_whatever_modes_were_given()
    {
        AssertRefused(
            VaultErrors.ArchiveUnsafe, "'..'", new TarBytes().Directory("a", 0).File("a/b/c", "x", 0).File("../evil").End());
    }

    [Fact]
    public void Stopping_leaves_the_destination_empty()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => ArchiveReader.Extract(
            new TarBytes().File("a").End(), scratch.MakeDirectory("out"), new ArchiveReadOptions(), stop.Token));

        Assert.Empty(scratch.Listing("out"));
    }

    [Fact]
    public void A_destination_that_cannot_be_written_is_a_failure_of_this_machine()
    {
        var refusal = Assert.Throws<VaultException>(() => ArchiveReader.Extract(
            new TarBytes().File("a").End(), scratch["nowhere"], new ArchiveReadOptions(), default));

        Assert.Equal(ExitCode.FileSystem, refusal.Error.ExitCode);
    }

    [Fact]
    public void As_root_everything_gets_the_owner_of_the_directory()
    {
        Assert.SkipUnless(Environment.UserName == "root" && OperatingSystem.IsLinux(), "only root can change the owner of files");
        scratch.MakeDirectory("out");
        Scratch.Run("chown", "1234:2345", scratch["out"]);

        Extract(new TarBytes().File("a/b/c").Directory("d").End());

        Assert.All(
            Directory.GetFileSystemEntries(scratch["out"], "*", SearchOption.AllDirectories),
            path => Assert.Equal((1234u, 2345u), (FileFacts.Of(path).Owner, FileFacts.Of(path).Group)));
    }

    [Theory]
    [InlineData("ustar")]
    [InlineData("pax")]
    [InlineData("gnu")]
    public void Archives_of_GNU_tar_are_read(string format)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs GNU tar");
        scratch.Write("in/è/" + new string('n', 90), "content", 0b110_100_100);
        scratch.Write("in/" + (format == "ustar" ? "s" : new string('m', 200)));
        scratch.MakeDirectory("in/empty", 0b111_101_000);
        var names = Directory.GetFileSystemEntries(scratch["in"]).Select(path => Path.GetFileName(path));
        Scratch.Run("tar", ["-C", scratch["in"], $"--format={format}", "-czf", scratch["a.tgz"], .. names]);

        AssertSameAsIn(File.ReadAllBytes(scratch["a.tgz"]));
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Archives_of_the_framework_are_read(TarEntryFormat format)
    {
        scratch.Write("in/è/" + new string('n', 90), "content", 0b110_100_100);
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, format, leaveOpen: true))
        {
            writer.WriteEntry(scratch["in/è"], "è");
            writer.WriteEntry(scratch["in/è/" + new string('n', 90)], "è/" + new string('n', 90));
        }

        AssertSameAsIn(TarBytes.Gzip(tar.ToArray()));
    }

    private void AssertSameAsIn(byte[] archive)
    {
        var expected = DirectoryScanner.Scan(scratch["in"], new ArchiveWriteOptions(), default);
        Assert.Equal(expected.Entries, ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default).Entries);
    }

    private ArchiveManifest Extract(byte[] archive) =>
        ArchiveReader.Extract(archive, scratch.MakeDirectory("out"), new ArchiveReadOptions(), default);

    private void AssertRefused(VaultError error, string inMessage, byte[] archive)
    {
        var refusal = Assert.Throws<VaultException>(() => Extract(archive));
        Assert.Same(error, refusal.Error);
        Assert.Contains(inMessage, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
        Assert.Empty(scratch.Listing("out"));
    }
}
