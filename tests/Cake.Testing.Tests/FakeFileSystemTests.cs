using System.Text;
using Cake.Core.IO;

namespace Cake.Testing.Tests;

public sealed class FakeFileSystemTests
{
    private readonly FakeFileSystem _fileSystem = new(FakeEnvironment.CreateUnixEnvironment());

    [Fact]
    public void A_file_is_created_with_the_directories_it_needs()
    {
        Assert.False(_fileSystem.GetFile("deep/down/file.txt").Exists);

        var file = _fileSystem.CreateFile("deep/down/file.txt", [1, 2, 3]);

        Assert.Equal("/Working/deep/down/file.txt", file.Path.FullPath);
        Assert.True(_fileSystem.GetDirectory("/Working/deep").Exists);
        Assert.Equal(3, _fileSystem.GetFile("/Working/deep/down/../down/file.txt").Length);
        Assert.NotNull(file.CreationTimeUtc);
    }

    [Fact]
    public void Text_is_written_and_read_without_a_byte_order_mark()
    {
        var file = _fileSystem.CreateFile("file.txt").SetContent("Grüße");

        Assert.Equal("Grüße", file.GetTextContent());
        Assert.Equal("Grüße"u8.ToArray(), file.GetBinaryContent());
        Assert.False(file.HasUTF8BOM());
        Assert.True(_fileSystem.CreateFile("bom.txt", [.. Encoding.UTF8.Preamble]).HasUTF8BOM());
    }

    [Fact]
    public void The_environment_determines_whether_case_matters()
    {
        _fileSystem.CreateFile("file.txt");
        var windows = new FakeFileSystem(FakeEnvironment.CreateWindowsEnvironment());
        windows.CreateFile("file.txt");

        Assert.False(_fileSystem.GetFile("FILE.txt").Exists);
        Assert.True(windows.GetFile("c:/working/FILE.txt").Exists);
    }

    [Fact]
    public void A_stream_stores_its_content_when_it_closes()
    {
        _fileSystem.CreateDirectory("/Working");
        var file = _fileSystem.GetFile("log.txt");

        using (var stream = file.Open(FileMode.Create, FileAccess.Write, FileShare.None))
            stream.Write("one"u8);
        using (var stream = file.Open(FileMode.Append, FileAccess.Write, FileShare.None))
            stream.Write(", two"u8);
        using (var reader = new StreamReader(file.Open(FileMode.Open, FileAccess.Read, FileShare.Read)))
            Assert.Equal("one, two", reader.ReadToEnd());
        using (file.Open(FileMode.Truncate, FileAccess.Write, FileShare.None))
            Assert.Equal(0, file.Length);
    }

    [Fact]
    public void A_stream_only_allows_the_access_it_was_opened_for()
    {
        var file = _fileSystem.CreateFile("file.txt", [1]);

        using var reading = file.Open(FileMode.Open, FileAccess.Read, FileShare.Read);
        using var writing = file.Open(FileMode.Open, FileAccess.Write, FileShare.Read);

        Assert.Throws<NotSupportedException>(() => reading.WriteByte(1));
        Assert.Throws<NotSupportedException>(() => writing.ReadByte());
    }

    [Fact]
    public void Opening_a_file_fails_as_on_a_real_file_system()
    {
        var missing = _fileSystem.GetFile("missing.txt");

        Assert.Throws<FileNotFoundException>(() => missing.Open(FileMode.Open, FileAccess.Read, FileShare.Read));
        Assert.Throws<DirectoryNotFoundException>(() => missing.Open(FileMode.Create, FileAccess.Write, FileShare.None));
        Assert.Throws<IOException>(() => _fileSystem.CreateFile("there.txt").Open(FileMode.CreateNew, FileAccess.Write, FileShare.None));
    }

    [Fact]
    public void Files_are_copied_moved_and_deleted()
    {
        var file = _fileSystem.CreateFile("a.txt").SetContent("a");
        file.Copy("b.txt", overwrite: false);

        Assert.Throws<IOException>(() => file.Copy("b.txt", overwrite: false));
        Assert.Throws<IOException>(() => file.Move("b.txt"));
        file.Move("c.txt");
        _fileSystem.EnsureFileDoesNotExist("b.txt");
        _fileSystem.EnsureFileDoesNotExist("never.txt");

        Assert.False(file.Exists);
        Assert.Equal(["/Working/c.txt"], _fileSystem.GetDirectory("/Working").GetFiles("*", SearchScope.Current).Select(found => found.Path.FullPath));
        Assert.Equal("a", _fileSystem.GetFile("c.txt").GetTextContent());
    }

    [Fact]
    public void A_directory_lists_entries_by_filter_and_scope()
    {
        foreach (var path in new[] { "/top.txt", "/a/one.txt", "/a/one.cs", "/a/b/two.txt" })
            _fileSystem.CreateFile(path);

        Assert.Equal(["/a/one.txt"], Files("/a", "*.txt", SearchScope.Current));
        Assert.Equal(["/a/b/two.txt", "/a/one.txt"], Files("/a", "*.txt", SearchScope.Recursive));
        Assert.Equal(["/a/one.cs", "/a/one.txt"], Files("/a", "one.*", SearchScope.Current));
        Assert.Equal(["/a"], _fileSystem.GetDirectory("/").GetDirectories("?", SearchScope.Current).Select(found => found.Path.FullPath));
        IDirectory directory = _fileSystem.GetDirectory("/a");
        Assert.Equal(3, directory.GetFileSystemInfos("*", SearchScope.Current).Count());
    }

    [Fact]
    public void A_glob_finds_files()
    {
        var environment = FakeEnvironment.CreateUnixEnvironment();
        var fileSystem = new FakeFileSystem(environment);
        fileSystem.CreateFile("/Working/src/a/one.cs");
        fileSystem.CreateFile("/Working/src/one.txt");

        Assert.Equal(
            ["/Working/src/a/one.cs"],
            new Globber(fileSystem, environment).Match("src/**/*.cs", new GlobberSettings()).Select(path => path.FullPath));
    }

    [Fact]
    public void A_directory_is_moved_and_deleted_with_its_content()
    {
        _fileSystem.CreateFile("/from/deep/file.txt").SetContent("moved");
        var directory = _fileSystem.GetDirectory("/from");

        Assert.Throws<IOException>(() => directory.Delete(recursive: false));
        directory.Move("/to");
        Assert.False(directory.Exists);
        Assert.Equal("moved", _fileSystem.GetFile("/to/deep/file.txt").GetTextContent());

        _fileSystem.GetDirectory("/to").Delete(recursive: true);
        Assert.False(_fileSystem.GetFile("/to/deep/file.txt").Exists);
        Assert.Throws<DirectoryNotFoundException>(() => directory.Delete(recursive: true));
    }

    [Fact]
    public void Times_are_those_of_the_given_clock()
    {
        var clock = new FixedClock();
        var file = new FakeFileSystem(FakeEnvironment.CreateUnixEnvironment(), clock).CreateFile("file.txt");

        clock.Now += TimeSpan.FromHours(1);
        file.SetContent("later");

        Assert.Equal(clock.Now.UtcDateTime, file.LastWriteTimeUtc);
        Assert.Equal(clock.Now.UtcDateTime.AddHours(-1), file.CreationTimeUtc);
        file.SetLastWriteTimeUtc(DateTime.UnixEpoch);
        Assert.Equal(DateTime.UnixEpoch, file.LastWriteTimeUtc);
    }

    [Fact]
    public void A_file_can_be_hidden_and_have_a_mode()
    {
        var file = _fileSystem.CreateFile("file.txt").Hide();
        file.SetUnixFileMode(UnixFileMode.UserRead);

        Assert.True(file.Hidden);
        Assert.Equal(UnixFileMode.UserRead, file.UnixFileMode);
    }

    private IEnumerable<string> Files(string directory, string filter, SearchScope scope)
        => _fileSystem.GetDirectory(directory).GetFiles(filter, scope).Select(file => file.Path.FullPath);

    private sealed class FixedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
