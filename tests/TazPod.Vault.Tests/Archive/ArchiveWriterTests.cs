using System.Formats.Tar;
using System.IO.Compression;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Archive;

public sealed class ArchiveWriterTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task A_written_tree_is_read_back_unchanged()
    {
        MakeTree();

        var (written, archive) = await WriteAsync();
        var inspected = ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default);
        var extracted = ArchiveReader.Extract(archive, scratch.MakeDirectory("out"), new ArchiveReadOptions(), default);
        var scanned = DirectoryScanner.Scan(scratch["out"], new ArchiveWriteOptions(), default);

        Assert.Equal(written.Entries, inspected.Entries);
        Assert.Equal(written.Entries, extracted.Entries);
        Assert.Equal(written.Entries, scanned.Entries);
        Assert.Equal(written.ComputeMac("k"u8), scanned.ComputeMac("k"u8));
        Assert.False(File.Exists(scratch["out/.vault_pass"]));
        Assert.True(written.HasVaultPass);
    }

    [Fact]
    public async Task The_same_tree_gives_the_same_bytes_whatever_its_times_and_the_order_of_its_creation()
    {
        MakeTree();
        var (_, first) = await WriteAsync();
        Directory.Move(scratch["in"], scratch["old"]);
        foreach (var path in Directory.GetFileSystemEntries(scratch["old"], "*", SearchOption.AllDirectories).Reverse())
        {
            var target = path.Replace(scratch["old"], scratch["in"], StringComparison.Ordinal);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (File.Exists(path))
            {
                File.Copy(path, target);
                File.SetLastWriteTimeUtc(target, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            }
            else
            {
                Directory.CreateDirectory(target);
            }
        }

        foreach (var path in Directory.GetFileSystemEntries(scratch["old"], "*", SearchOption.AllDirectories))
        {
            var copy = Path.GetRelativePath(scratch.Root, path).Replace("old", "in", StringComparison.Ordinal);
            scratch.SetMode(copy, FileFacts.Of(path).Mode);
        }

        var (_, second) = await WriteAsync();

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Headers_contain_nothing_about_the_machine()
    {
        MakeTree();
        var (manifest, archive) = await WriteAsync();

        var entries = new List<TarEntry>();
        using var reader = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        Assert.Equal(manifest.Entries.Select(entry => entry.Path), entries.Select(entry => entry.Name));
        Assert.Equal(manifest.Entries.Select(entry => entry.Mode), entries.Select(entry => (int)entry.Mode));
        Assert.All(entries, entry =>
        {
            Assert.Contains(entry.EntryType, new[] { TarEntryType.RegularFile, TarEntryType.Directory });
            Assert.Equal((0, 0, DateTimeOffset.UnixEpoch), (entry.Uid, entry.Gid, entry.ModificationTime));
            Assert.Equal(("", ""), ((entry as PosixTarEntry)!.UserName, ((PosixTarEntry)entry).GroupName));
        });
    }

    [Fact]
    public async Task GNU_tar_and_Python_can_read_the_archive_with_a_revision()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs GNU tar and Python");
        MakeTree();
        var (manifest, archive) = await WriteAsync();
        var (header, replaced) = RevisionField.Replace(archive, VaultRevision.After(0, DateTimeOffset.UnixEpoch))!.Value;
        await File.WriteAllBytesAsync(scratch["a.tgz"], [.. header, .. archive[replaced..]]);
        const string List = "import sys,tarfile\nfor m in tarfile.open(sys.argv[1]): print(m.name,end='\\0')";

        Scratch.Run("gzip", "-t", scratch["a.tgz"]);
        Scratch.Run("tar", "-xzf", scratch["a.tgz"], "-C", scratch.MakeDirectory("out"), "-p");
        var names = Scratch.Run("python3", "-X", "utf8", "-c", List, scratch["a.tgz"]);

        Assert.Equal(manifest.Entries, DirectoryScanner.Scan(scratch["out"], new ArchiveWriteOptions(), default).Entries);
        Assert.Equal(manifest.Entries.Select(entry => entry.Path), names.Split('\0', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 0)]
    [InlineData(100, 155)]
    [InlineData(100, 156)]
    [InlineData(101, 155)]
    [InlineData(255, 255)]
    public async Task Names_at_the_edges_of_the_header_fields_survive(int name, int directory)
    {
        var parents = directory == 0 ? "" : new string('d', directory) + "/";
        scratch.Write($"in/{parents}{new string('n', name)}");
        scratch.Write("in/behind");

        var (written, archive) = await WriteAsync();

        Assert.Equal(written.Entries, ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default).Entries);
    }

    [Theory]
    [InlineData(985)]
    [InlineData(986)]
    [InlineData(987)]
    [InlineData(988)]
    [InlineData(989)]
    [InlineData(990)]
    [InlineData(3990)]
    public async Task Paths_of_every_length_survive(int length)
    {
        var path = string.Concat(Enumerable.Repeat(new string('p', 99) + "/", 40))[..(length - 1)].TrimEnd('/') + "e";
        scratch.Write($"in/{path}");

        var (written, archive) = await WriteAsync();

        Assert.Equal(path, ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default).Entries[^1].Path);
        var extracted = ArchiveReader.Extract(archive, scratch.MakeDirectory("out"), new ArchiveReadOptions(), default);
        Assert.Equal(written.Entries, extracted.Entries);
    }

    [Fact]
    public async Task Many_files_and_large_ones_survive()
    {
        var noise = new byte[3_000_000];
        Random.Shared.NextBytes(noise);
        scratch.Write("in/large", noise);
        for (var i = 0; i < 2000; i++)
        {
            scratch.Write($"in/d{i % 7}/f{i}", new string('x', i));
        }

        var (written, archive) = await WriteAsync();

        Assert.Equal(2008, written.Entries.Count);
        Assert.Equal(written.Entries, ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default).Entries);
    }

    [Fact]
    public async Task An_empty_tree_is_an_empty_archive()
    {
        scratch.MakeDirectory("in");

        var (written, archive) = await WriteAsync();

        Assert.True(written.IsEmpty);
        Assert.True(ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default).IsEmpty);
    }

    [Fact]
    public void It_writes_directly_into_the_sealing_buffer()
    {
        MakeTree();
        using var passphrase = Passphrase.FromText("p");
        using var buffer = new TazPodSealingBuffer();

        var written = ArchiveWriter.Write(scratch["in"], buffer, new ArchiveWriteOptions(), default);
        using var opened = VaultOpener.Open(buffer.Seal(passphrase), passphrase);

        Assert.Equal(written.Entries, ArchiveReader.Inspect(opened.Content, new ArchiveReadOptions(), default).Entries);
    }

    [Fact]
    public async Task A_full_buffer_is_reported_as_a_tree_that_is_too_large()
    {
        var noise = new byte[300_000];
        Random.Shared.NextBytes(noise);
        scratch.Write("in/noise", noise);
        using var buffer = new TazPodSealingBuffer(maximumSize: 100_000);

        var refusal = await Assert.ThrowsAsync<VaultException>(
            () => Task.Run(() => ArchiveWriter.Write(scratch["in"], buffer, new ArchiveWriteOptions(), default)));

        Assert.Same(VaultErrors.TreeTooLarge, refusal.Error);
    }

    private void MakeTree()
    {
        scratch.Write("in/.vault_pass", "never packed");
        scratch.Write("in/d/.vault_pass", "an ordinary file");
        scratch.Write("in/a", "content", 0b110_100_100);
        scratch.Write("in/a-b", "", 0b100_000_000);
        scratch.Write("in/d/x", "x", 0b111_101_101);
        scratch.Write("in/d/blank name \u00e8 e\u0300 🔐", "u");
        scratch.Write("in/new\nline\u001b[31m", "c");
        scratch.Write($"in/{new string('n', 255)}", "n");
        scratch.Write($"in/{new string('p', 200)}/{new string('q', 200)}/r", "r");
        scratch.MakeDirectory("in/empty", 0b101_000_000);
        scratch.MakeDirectory("in/d", 0b111_101_000);
    }

    private async Task<(ArchiveManifest Manifest, byte[] Archive)> WriteAsync()
    {
        var archive = new MemoryStream();
        var manifest = ArchiveWriter.Write(scratch["in"], archive, new ArchiveWriteOptions(), default);
        return (manifest, archive.ToArray());
    }
}
