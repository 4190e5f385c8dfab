using System.Runtime.Versioning;
using TazPod.Testing;
using TazPod.Testing.Processes;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class ExclusiveFileTests : IDisposable
{
    private readonly TemporaryDirectory root = new();

    private string Target => root.Combine("target");

    public void Dispose() => root.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lock_that_is_a_link_is_refused_and_nothing_is_created_or_truncated(bool isThere)
    {
        if (isThere)
            File.WriteAllText(Target, "kept");
        File.CreateSymbolicLink(root.Combine(".lock"), Target);

        var failure = await Assert.ThrowsAsync<VaultException>(
            () => ExclusiveFile.TryTakeAsync(root.Combine(".lock"), TimeSpan.Zero, TimeProvider.System, default));

        Assert.Equal("TAZPOD6008", failure.Error.Code);
        Assert.Equal(isThere, File.Exists(Target));
        Assert.True(!isThere || File.ReadAllText(Target) == "kept");
    }

    [Fact]
    public void A_signature_is_never_written_through_a_link_or_into_a_file_with_other_hard_links()
    {
        File.WriteAllText(Target, "kept");
        File.CreateSymbolicLink(root.Combine("link"), Target);
        Assert.Equal("TAZPOD6008", Assert.Throws<VaultException>(() => ExclusiveFile.Sign(root.Combine("link"), "me")).Error.Code);
        Assert.Equal("", ExclusiveFile.SignatureAt(root.Combine("link")));

        CreateHardLink(root.Combine("holder"), Target);
        ExclusiveFile.Sign(root.Combine("holder"), "me");

        Assert.Equal("kept", File.ReadAllText(Target));
        Assert.Equal("me", ExclusiveFile.SignatureAt(root.Combine("holder")));
    }

    [Fact]
    public void A_signature_is_one_line_without_control_characters()
    {
        File.WriteAllText(root.Combine("holder"), "\u001b[2Jevil\nmore");
        Assert.Equal("?[2Jevil?more", ExclusiveFile.SignatureAt(root.Combine("holder")));
    }

    private static void CreateHardLink(string path, string target) => new TestCommand("ln", target, path).Do();
}
