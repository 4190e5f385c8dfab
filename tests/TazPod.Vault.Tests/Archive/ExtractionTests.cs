using TazPod.Vault.Archive;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Archive;

public sealed class ExtractionTests : IDisposable
{
    private readonly Scratch root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void An_existing_file_is_never_overwritten()
    {
        File.WriteAllText(root["a"], "theirs");

        using var directory = DirectoryHandle.Open(root.Root);
        var refusal = Assert.Throws<VaultException>(() => new Extraction(directory).CreateFile("a"));

        Assert.Same(VaultErrors.FileFailed, refusal.Error);
        Assert.Equal("theirs", File.ReadAllText(root["a"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_target_of_an_existing_link_is_never_overwritten(bool isThere)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        var target = root["target"];
        if (isThere)
        {
            File.WriteAllText(target, "theirs");
        }

        File.CreateSymbolicLink(root["a"], target);

        using var directory = DirectoryHandle.Open(root.Root);
        Assert.Throws<VaultException>(() => new Extraction(directory).CreateFile("a"));

        Assert.Equal(isThere ? "theirs" : null, File.Exists(target) ? File.ReadAllText(target) : null);
    }
}
