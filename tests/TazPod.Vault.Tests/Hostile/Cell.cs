using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Hostile;

/// <summary>A folder with a deeply nested destination, and files around it that must not change.</summary>
/// <remarks>In memory if possible: otherwise thousands of archives would be flushed to disk.</remarks>
internal sealed class Cell : IDisposable
{
    private const string Absolute = "/tazpod-hostile-absolute";
    private readonly string root = Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"tp-{Guid.NewGuid():N}")).FullName;

    public Cell()
    {
        Outer = Directory.CreateDirectory(Path.Combine(root, "outer")).FullName;
        Destination = Directory.CreateDirectory(Path.Combine(Outer, "out")).FullName;
        File.WriteAllText(Path.Combine(root, "witness"), "unchanged");
        File.WriteAllText(Path.Combine(Outer, "evil"), "unchanged");
    }

    public string Destination { get; }

    private string Outer { get; }

    /// <summary>Everything in the destination, including modes and contents, in the form of a manifest.</summary>
    public List<ArchiveEntry> Holdings()
    {
        var holdings = new List<ArchiveEntry>();
        Add(Destination, "", holdings);
        return holdings;
    }

    public void AssertNothingOutside()
    {
        Assert.Equal(["outer", "witness"], Names(root));
        Assert.Equal(["evil", "out"], Names(Outer));
        Assert.Equal("unchanged", File.ReadAllText(Path.Combine(root, "witness")));
        Assert.Equal("unchanged", File.ReadAllText(Path.Combine(Outer, "evil")));
        Assert.Equal(FileKind.Missing, FileFacts.Of(Absolute).Kind);
    }

    public void Empty()
    {
        Directory.Delete(Destination, recursive: true);
        Directory.CreateDirectory(Destination);
    }

    public static void SetMode(string path, int mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)mode);
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static string?[] Names(string directory) => [.. Directory.GetFileSystemEntries(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal)];

    private static void Add(string directory, string prefix, List<ArchiveEntry> holdings)
    {
        foreach (var full in Directory.EnumerateFileSystemEntries(directory, "*", new EnumerationOptions { AttributesToSkip = 0 }))
        {
            var path = prefix + Path.GetFileName(full);
            var facts = FileFacts.Of(full);
            Assert.True(facts.Kind is FileKind.File or FileKind.Directory, $"{path} is a {facts.Kind}");

            // Whatever mode the archive gives it, it must be possible to inspect and remove it.
            SetMode(full, 0b111_000_000);
            if (facts.Kind == FileKind.Directory)
            {
                holdings.Add(new ArchiveEntry(path, ArchiveEntryKind.Directory, facts.Mode, 0, ""));
                Add(full, path + "/", holdings);
                continue;
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(full)));
            holdings.Add(new ArchiveEntry(path, ArchiveEntryKind.File, facts.Mode, facts.Size, hash));
        }
    }
}
