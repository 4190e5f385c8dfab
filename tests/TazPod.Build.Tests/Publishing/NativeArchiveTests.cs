using System.Formats.Tar;
using System.IO.Compression;
using TazPod.Build.Publishing;
using TazPod.Testing;

namespace TazPod.Build.Tests.Publishing;

public sealed class NativeArchiveTests
{
    [Fact]
    public void The_files_lie_in_one_directory_and_only_the_program_is_executable()
    {
        using var directory = new TemporaryDirectory("archive");
        var path = Write(directory, "a.tar.gz", "b", "a");

        using var tar = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        Assert.Equal(("tool-1/a", "rw-r--r--"), Next(tar));
        Assert.Equal(("tool-1/b", "rw-r--r--"), Next(tar));
        Assert.Equal(("tool-1/tool", "rwxr-xr-x"), Next(tar));
        Assert.Null(tar.GetNextEntry());
    }

    [Fact]
    public void The_same_files_in_another_order_give_the_same_bytes()
    {
        using var directory = new TemporaryDirectory("archive");

        Assert.Equal(File.ReadAllBytes(Write(directory, "1", "a", "b")), File.ReadAllBytes(Write(directory, "2", "b", "a")));
    }

    private static string Write(TemporaryDirectory directory, string name, params string[] files)
    {
        var archive = new NativeArchive("tool-1");
        archive.Add("tool", [1, 2, 3], isExecutable: true);
        foreach (var file in files)
            archive.Add(file, [4]);
        archive.Write(directory.Combine(name));
        return directory.Combine(name);
    }

    private static (string Name, string Mode) Next(TarReader tar)
    {
        var entry = tar.GetNextEntry()!;
        return (entry.Name, string.Concat("rwxrwxrwx".Select((letter, bit) => ((int)entry.Mode & (256 >> bit)) != 0 ? letter : '-')));
    }
}
