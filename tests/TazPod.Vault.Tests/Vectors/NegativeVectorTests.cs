using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Tests.Archive;

namespace TazPod.Vault.Tests.Vectors;

public class NegativeVectorTests
{
    // Far less than the vectors allow: content is streamed through one buffer, and a length in a header is no reason to allocate.
    private const long MostAllocated = 16L << 20;

    // If a vector leaves the choice, we extract these and reject the others.
    private static readonly string[] ExtractedByChoice = ["mode-setuid", "hardlink-inside", .. OperatingSystem.IsWindows() ? [] : new[] { "path-backslash" }];

    public static TheoryData<string> Ids => NegativeVector.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public void Ends_as_its_manifest_allows_and_leaves_nothing_behind(string id)
    {
        var vector = NegativeVector.Load(id);
        using var scratch = new Scratch();
        scratch.Write("deep/er/witness");
        var destination = scratch.MakeDirectory("deep/er/and/deeper/out");
        var before = scratch.Listing();

        var failure = Record.Exception(() => Extract(vector, destination));

        Assert.False(File.Exists("/tmp/evil.txt"));
        Assert.False(Directory.Exists("/tazpod-neg-abs"));
        if (vector.Allowed.Contains("reject") && !ExtractedByChoice.Contains(id))
        {
            Assert.Contains(Assert.IsType<VaultException>(failure).Error, Classes(vector.RejectBecause));
            Assert.Equal(before, scratch.Listing());
            return;
        }

        Assert.Null(failure);
        Assert.Contains("extract", vector.Allowed);
        Assert.Equal(before, scratch.Listing().Where(line => !line.StartsWith("deep/er/and/deeper/out/", StringComparison.Ordinal)));
        AssertHolds(vector, scratch, destination);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Inspecting_ends_like_extracting(string id)
    {
        var vector = NegativeVector.Load(id);
        using var scratch = new Scratch();

        var extracting = Record.Exception(() => Extract(vector, scratch.MakeDirectory("out")));
        var inspecting = Record.Exception(() => ArchiveReader.Inspect(vector.Open(), new ArchiveReadOptions(), default));

        Assert.Equal((extracting as VaultException)?.Error, (inspecting as VaultException)?.Error);
        Assert.Equal(extracting?.Message, inspecting?.Message);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Messages_are_one_printable_line_with_a_hint(string id)
    {
        var failure = Record.Exception(
            () => ArchiveReader.Inspect(NegativeVector.Load(id).Open(), new ArchiveReadOptions(), default));
        if (failure is VaultException refusal)
        {
            Assert.DoesNotContain(refusal.Message, char.IsControl);
            Assert.NotNull(refusal.Hint);
        }
    }

    [Fact]
    public void No_vector_makes_the_reader_allocate_what_a_header_claims()
    {
        foreach (var vector in NegativeVector.All)
        {
            using var scratch = new Scratch();
            var destination = scratch.MakeDirectory("out");
            var before = GC.GetAllocatedBytesForCurrentThread();

            _ = Record.Exception(() => Extract(vector, destination));

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostAllocated, $"{vector.Id} allocated {allocated} bytes");
            Assert.True(MostAllocated < (vector.MaxMemoryMib ?? 256) * (1L << 20));
        }
    }

    private static void AssertHolds(NegativeVector vector, Scratch scratch, string destination)
    {
        if (vector.FilesIfExtracted is not { } expected)
        {
            return;
        }

        var manifest = DirectoryScanner.Scan(destination, new ArchiveWriteOptions(), default);
        Assert.Equal(
            expected.Select(file => (file.Path, file.Size, file.Sha256 ?? "")).Order(),
            manifest.Entries
                .Where(entry => entry.Kind == ArchiveEntryKind.File)
                .Select(entry => (entry.Path, entry.Size, entry.Sha256))
                .Order());
        if (vector.MaxMode is { } most)
        {
            Assert.All(expected, file => Assert.InRange(
                FileFacts.Of(Path.Join(destination, file.Path)).Mode, 0, Convert.ToInt32(most, 8)));
        }
    }

    private static VaultError[] Classes(string? reason) => reason switch
    {
        "too-short" => [VaultErrors.VaultDamaged],
        "authentication" => [VaultErrors.VaultDoesNotOpen],
        "not-gzip" or "corrupt-gzip" => [VaultErrors.ArchiveDamaged],
        "corrupt-tar" => [VaultErrors.ArchiveDamaged, VaultErrors.ArchiveTooLarge],
        "limit" => [VaultErrors.ArchiveTooLarge],
        _ => [VaultErrors.ArchiveUnsafe],
    };

    private static void Extract(NegativeVector vector, string destination) =>
        ArchiveReader.Extract(vector.Open(), destination, new ArchiveReadOptions(), default);
}
