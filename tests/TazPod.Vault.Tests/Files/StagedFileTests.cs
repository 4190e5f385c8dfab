using System.Runtime.Versioning;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class StagedFileTests : IDisposable
{
    private readonly TemporaryDirectory root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void A_link_that_the_user_named_stays_one()
    {
        File.CreateSymbolicLink(root.Combine("link"), root.Combine("target"));
        StagedFile.Replace(root.Combine("link"), "new"u8);
        Assert.Equal("new", File.ReadAllText(root.Combine("target")));
        Assert.Equal(FileKind.Link, FileFacts.Of(root.Combine("link")).Kind);
    }

    [Fact]
    public void A_file_of_our_own_is_never_written_through_a_link()
    {
        File.WriteAllText(root.Combine("target"), "old");
        File.CreateSymbolicLink(root.Combine("link"), root.Combine("target"));
        File.CreateSymbolicLink(root.Combine("dangling"), root.Combine("nowhere"));

        foreach (var name in new[] { "link", "dangling" })
        {
            var failure = Assert.Throws<VaultException>(() => StagedFile.ReplaceOwn(root.Combine(name), "new"u8));
            Assert.Equal("TAZPOD6008", failure.Error.Code);
            Assert.Equal(ExitCode.Integrity, failure.ExitCode);
            Assert.Contains(root.Combine(name), failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal("old", File.ReadAllText(root.Combine("target")));
        Assert.False(Path.Exists(root.Combine("nowhere")));
    }

    [Fact]
    public void A_file_is_written_to_the_directory_even_if_that_was_moved()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have paths only");
        using (var staged = StagedFile.Create(root.Combine("mine", "file")))
        {
            staged.Stream.Write("secret"u8);
            Directory.Move(root.Combine("mine"), root.Combine("moved"));
            Directory.CreateDirectory(root.Combine("mine"));
            staged.Commit();
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(root.Combine("mine")));
        Assert.Equal("secret", File.ReadAllText(root.Combine("moved", "file")));
    }

    [Fact]
    public void A_replaced_temporary_file_is_not_mistaken_for_ours()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no inode");
        File.WriteAllText(root.Combine("file"), "old");
        using var staged = StagedFile.Create(root.Combine("file"));
        staged.Stream.Write("ours"u8);
        var temporary = Directory.GetFiles(root.Path, "*.tazpod-tmp").Single();
        File.WriteAllText(root.Combine("theirs"), "theirs");
        File.Move(root.Combine("theirs"), temporary, overwrite: true);

        var failure = Assert.Throws<VaultException>(staged.Commit);

        Assert.Equal("TAZPOD6008", failure.Error.Code);
    }
}
