using System.Diagnostics;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Tests.Archive;

namespace TazPod.Vault.Tests.Hostile;

public sealed class HostileArchiveTests : IDisposable
{
    // A length in a header is no reason to allocate, but the longest extended header (1 MiB) may cost its size. All paths together are
    // limited to 64 MiB, including every directory that a deep one implies, and a character takes two bytes in memory.
    private const long MostAllocated = (2 * 64L << 20) + (32L << 20);

    // Far more than any of these takes on an idle machine, and far less than a user would wait.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Cell cell = new();

    public HostileArchiveTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps neither the names nor the modes");

    [Fact]
    public void A_changed_archive_is_extracted_completely_or_refused_without_a_trace() =>
        HostileArchive.Any.Spend(3000, archive => AssertHolds(archive.Bytes(), archive.Options), archive => archive.ToString());

    [Fact]
    public void An_unchanged_archive_of_any_writer_is_accepted() =>
        HostileArchive.Any.Spend(
            300,
            archive =>
            {
                var tar = archive.Packer.Pack(archive.Tree);
                var manifest = ArchiveReader.Inspect(TarBytes.Gzip(tar), new ArchiveReadOptions(), default);
                if (archive.Packer is Packer.Ours or Packer.Pax)
                {
                    var expected = archive.Tree.Where(item => item.IsDirectory || item.Path != ArchiveManifest.VaultPass);
                    Assert.Equal(expected.Select(item => (item.Path, EntryMode.Of(item.Mode, item.IsDirectory))).Order(), manifest.Entries.Select(entry => (entry.Path, entry.Mode)).Order());
                }
            },
            archive => archive.ToString());

    [Theory]
    [InlineData("./")]
    [InlineData("/")]
    [InlineData("../")]
    [InlineData("d/")]
    [InlineData("x")]
    [InlineData("\u001b")]
    public void A_name_that_fills_the_longest_header_costs_little(string repeated)
    {
        var record = TarBytes.PaxRecord("path", string.Concat(Enumerable.Repeat(repeated, (1 << 20) / repeated.Length - 20)));

        AssertHolds(new TarBytes().Entry('x', "pax", record).File("file").End(), new ArchiveReadOptions());
    }

    [Fact]
    public void A_hundred_thousand_empty_members_cost_little()
    {
        var members = Enumerable.Repeat(TarBytes.Gzip([]), 100_000).SelectMany(member => member);

        AssertHolds([.. new TarBytes().File("file").End(), .. members], new ArchiveReadOptions());
    }

    /// <inheritdoc/>
    public void Dispose() => cell.Dispose();

    private void AssertHolds(byte[] archive, ArchiveReadOptions options)
    {
        // A failed case can leave something behind, and a smaller one is tried next.
        cell.Empty();
        var (inspected, refusal) = Bounded(() => ArchiveReader.Inspect(archive, options, default));
        var (extracted, failure) = Bounded(() => ArchiveReader.Extract(archive, cell.Destination, options, default));

        cell.AssertNothingOutside();
        var holdings = cell.Holdings();
        if (failure is not null)
        {
            Assert.Empty(holdings);
            if (!IsBeyondTheSystem(failure))
            {
                Assert.Equal((refusal?.Error, refusal?.Message), (failure.Error, failure.Message));
            }

            Assert.DoesNotContain(failure.Message, char.IsControl);
            return;
        }

        Assert.Null(refusal);
        Assert.Equal(inspected!.Entries, extracted!.Entries);
        Assert.Equal(inspected.HasVaultPass, extracted.HasVaultPass);
        Assert.Equal(inspected.Notices.SelectMany(notice => notice.Paths), extracted.Notices.SelectMany(notice => notice.Paths));
        Assert.Equal(options.IncludeVaultPass && extracted.HasVaultPass, holdings.RemoveAll(IsVaultPass) == 1);
        Assert.Equal(extracted.Entries, holdings.OrderBy(entry => entry.Path, PathOrder.Instance));
    }

    private static bool IsVaultPass(ArchiveEntry entry) => entry is { Path: ArchiveManifest.VaultPass, Kind: ArchiveEntryKind.File };

    // The format allows a path of 4096 bytes, but the system has the same limit for the path including the destination.
    private static bool IsBeyondTheSystem(VaultException failure) => failure.Error == VaultErrors.FileFailed && failure.InnerException is PathTooLongException;

    private static (ArchiveManifest? Manifest, VaultException? Refusal) Bounded(Func<ArchiveManifest> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        try
        {
            return (read(), null);
        }
        catch (VaultException refusal)
        {
            return (null, refusal);
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Longest);
        }
    }
}
