using System.Security.Cryptography;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Tests.Archive;

namespace TazPod.Vault.Tests.Vectors;

public class GoldenVectorTests
{
    public static TheoryData<string> Names => GoldenVector.Names;

    [Fact]
    public void There_are_twelve() => Assert.Equal(12, Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Opens_to_the_plaintext_whose_hash_the_reference_recorded(string name)
    {
        var vector = GoldenVector.Load(name);
        using var plaintext = vector.Open();

        Assert.Equal(vector.ContentSha256, Convert.ToHexStringLower(SHA256.HashData(plaintext.Content.Span)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_exactly_the_listed_entries(string name)
    {
        var vector = GoldenVector.Load(name);
        using var plaintext = vector.Open();

        var manifest = ArchiveReader.Inspect(plaintext.Content, new ArchiveReadOptions { SkipLinks = name == "symlinks" }, default);

        Assert.Equal(Expected(vector), manifest.Entries);
        Assert.Equal(vector.Entries.Any(entry => entry.Path == ".vault_pass"), manifest.HasVaultPass);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Extracts_to_a_directory_that_scans_as_the_same_tree(string name)
    {
        using var scratch = new Scratch();
        using var plaintext = GoldenVector.Load(name).Open();
        var options = new ArchiveReadOptions { SkipLinks = name == "symlinks" };

        var extracted = ArchiveReader.Extract(plaintext.Content, scratch.MakeDirectory("out"), options, default);
        var scanned = DirectoryScanner.Scan(scratch["out"], new ArchiveWriteOptions(), default);

        Assert.Equal(extracted.Entries, scanned.Entries);
        Assert.Equal(Expected(GoldenVector.Load(name)), scanned.Entries);
        Assert.Equal(extracted.HasVaultPass, File.Exists(scratch["out/.vault_pass"]));
    }

    [Fact]
    public void A_link_is_refused_by_name()
    {
        using var scratch = new Scratch();
        using var plaintext = GoldenVector.Load("symlinks").Open();

        var refusal = Assert.Throws<VaultException>(
            () => ArchiveReader.Extract(plaintext.Content, scratch.MakeDirectory("out"), new ArchiveReadOptions(), default));

        Assert.Same(VaultErrors.ArchiveUnsafe, refusal.Error);
        Assert.Contains("'link-absolute'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--skip-links", refusal.Hint, StringComparison.Ordinal);
        Assert.Empty(scratch.Listing("out"));
    }

    [Fact]
    public void Links_can_be_left_out_with_a_notice_each()
    {
        using var scratch = new Scratch();
        using var plaintext = GoldenVector.Load("symlinks").Open();

        var manifest = ArchiveReader.Extract(
            plaintext.Content, scratch.MakeDirectory("out"), new ArchiveReadOptions { SkipLinks = true }, default);

        Assert.Equal(["sub", "sub/inner.txt", "target.txt"], manifest.Entries.Select(entry => entry.Path));
        Assert.Equal(
            ["link-absolute", "link-dangling", "link-dir", "link-file", "sub/link-up"],
            manifest.Notices.Select(notice => notice.Paths.Single()));
        Assert.Equal("symbolic link 'link-absolute' skipped", manifest.Notices[0].Message);
        Assert.Equal(3, scratch.Listing("out").Length);
    }

    private static IEnumerable<ArchiveEntry> Expected(GoldenVector vector) => vector.Entries
        .Where(entry => entry.Type != "symlink" && entry.Path != ".vault_pass")
        .Select(entry => new ArchiveEntry(
            entry.Path,
            entry.Type == "dir" ? ArchiveEntryKind.Directory : ArchiveEntryKind.File,
            entry.ModeBits,
            entry.Size,
            entry.Sha256 ?? ""));
}
