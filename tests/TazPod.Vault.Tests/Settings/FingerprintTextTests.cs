using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Options;

namespace TazPod.Vault.Tests.Settings;

public sealed class FingerprintTextTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData("index=7 term=2", "index=7 term=2")]
    [InlineData("index=7\n", "index=7")]
    [InlineData("index=7\r\n", "index=7")]
    [InlineData("\uFEFFindex=7\n", "index=7")]
    [InlineData(" é ", " é ")]
    public void A_file_contains_one_line(string content, string expected) => Assert.Equal(expected, Read(Encoding.UTF8.GetBytes(content)));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n", "is empty")]
    [InlineData("a\nb\n", "more than one line")]
    [InlineData("a\n\n", "more than one line")]
    [InlineData("a\tb", "control character")]
    [InlineData("a\0", "control character")]
    public void Anything_else_is_refused_with_the_reason(string content, string reason) => Refused(Encoding.UTF8.GetBytes(content), reason);

    [Fact]
    public void It_is_bounded_and_UTF8()
    {
        Assert.Equal(new string('x', 200), Read(Encoding.UTF8.GetBytes(new string('x', 200) + "\n")));
        Refused(Encoding.UTF8.GetBytes(new string('x', 201)), "more than 200 bytes");
        Refused(new byte[5000], "larger than 4 KiB");
        Refused([0x61, 0xff], "is not UTF-8");
    }

    [Fact]
    public void A_missing_file_and_a_directory_are_named()
    {
        var missing = Assert.Throws<VaultException>(() => workspace.Argument("fingerprint", "@none").LoadWithOptions());
        Assert.Equal(VaultErrors.InvalidSetting, missing.Error);
        Assert.Contains("none' from --fingerprint does not exist", missing.Message, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.Combine(workspace.Here, "directory"));
        var directory = Assert.Throws<VaultException>(() => workspace.Argument("fingerprint", "@directory").LoadWithOptions());
        Assert.Contains("is a directory", directory.Message, StringComparison.Ordinal);
        Assert.Throws<VaultException>(() => workspace.Argument("fingerprint", "@").LoadWithOptions());
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData(" ")]
    [InlineData("\ud800")]
    public void A_text_that_is_no_fingerprint_is_refused(string text) => Assert.Equal(
        VaultErrors.InvalidSetting, Assert.Throws<VaultException>(() => workspace.Argument("fingerprint", text).LoadWithOptions()).Error);

    private string? Read(byte[] content)
    {
        Directory.CreateDirectory(workspace.Here);
        File.WriteAllBytes(Path.Combine(workspace.Here, "raft.id"), content);
        return PushSnapshotOptions.Of(workspace.Argument("fingerprint", "@raft.id").LoadWithOptions().Options).Fingerprint;
    }

    private void Refused(byte[] content, string reason)
    {
        var failure = Assert.Throws<VaultException>(() => Read(content));
        Assert.Equal(VaultErrors.InvalidSetting, failure.Error);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
