using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Files;

public sealed class RealPathTests : IDisposable
{
    private readonly Settings.Workspace workspace = new();

    [Theory]
    [InlineData("plain/x", "HERE/plain/x")]
    [InlineData("to-plain/x", "HERE/plain/x")]
    [InlineData("to-home/x", "HOME/x")]
    [InlineData("chain", "HOME")]
    [InlineData("beside-home", "ROOT/secrets")]
    [InlineData("up/home", "HOME")]
    public void It_is_the_path_that_the_system_resolves(string path, string real)
    {
        Directory.CreateDirectory(Path.Combine(workspace.Here, "plain"));
        Link("to-plain", "./plain");
        Link("to-home", workspace.Home);
        Link("chain", "to-plain/../to-home");
        Link("up", "../work/..");

        // The parent of the target of to-home, not of to-home itself.
        Link("beside-home", "to-home/../secrets");

        Assert.Equal(real, workspace.Named(RealPath.Of(Path.Combine(workspace.Here, path))));
    }

    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/b", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a/b", "/a", false)]
    [InlineData("/", "/a", true)]
    public void A_directory_contains_the_paths_below_it(string directory, string path, bool holds) =>
        Assert.Equal(holds, RealPath.Holds(directory, path));

    public void Dispose() => workspace.Dispose();

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(workspace.Here, name), target);
}
