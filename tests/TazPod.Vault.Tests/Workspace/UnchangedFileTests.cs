using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Tests.Archive;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Tests.Workspace;

public sealed class UnchangedFileTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly byte[] content = RandomNumberGenerator.GetBytes(100_000);

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(1_000)]
    [InlineData(99_999)]
    [InlineData(1_000_000)]
    public async Task It_can_be_read_completely_any_number_of_times(int piece)
    {
        using var file = Open(Write());
        for (var round = 0; round < 3; round++)
        {
            file.Position = 0;
            using var read = new MemoryStream();
            await file.CopyToAsync(read, piece, TestContext.Current.CancellationToken);
            Assert.Equal(content, read.ToArray());
            Assert.Equal(content.Length, file.Position);
            _ = file.Read(new byte[1]);
        }

        // Half of it, and then from the start again.
        file.Position = 0;
        file.ReadExactly(new byte[50_000]);
        file.Position = 0;
        var whole = new byte[content.Length];
        file.ReadExactly(whole);
        Assert.Equal(content, whole);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50_000)]
    [InlineData(99_999)]
    public void The_end_of_a_file_that_was_overwritten_in_place_is_not_returned(int at)
    {
        var path = Write();
        using var file = Open(path);
        using (var writing = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            writing.Position = at;
            writing.WriteByte((byte)(content[at] ^ 1));
        }

        var read = new byte[content.Length];
        Assert.Same(VaultErrors.WorkspaceBusy, Assert.Throws<VaultException>(() => file.ReadExactly(read)).Error);
    }

    [Fact]
    public void A_truncated_file_is_refused_and_appended_bytes_are_not_read()
    {
        var path = Write();
        using var cut = Open(path);
        using (var writing = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            writing.SetLength(60_000);
        }

        Assert.Same(VaultErrors.WorkspaceBusy, Assert.Throws<VaultException>(() => cut.ReadExactly(new byte[content.Length])).Error);

        using var longer = Open(Write());
        File.AppendAllText(path, "more");
        var read = new byte[content.Length];
        longer.ReadExactly(read);
        Assert.Equal(content, read);
        Assert.Equal(0, longer.Read(new byte[1]));
    }

    [Fact]
    public void Nothing_is_skipped()
    {
        using var file = Open(Write());
        Assert.Throws<NotSupportedException>(() => file.Position = 10);
        Assert.Equal(0, file.Seek(0, SeekOrigin.Current));
    }

    private string Write() => scratch.Write("vault.tar.aes", content);

    private UnchangedFile Open(string path) => new(
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0),
        Convert.ToHexStringLower(SHA256.HashData(content)),
        () => VaultErrors.WorkspaceBusy.With("changed", "Run it again."));
}
