using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

public sealed class SecretsDirectoryRuleTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Theory]
    [InlineData("/", "'/' cannot be the secrets directory: it is the root of the file system")]
    [InlineData("~", "'HOME' cannot be the secrets directory: it is the home directory")]
    [InlineData("~/secrets/..", "'HOME' cannot be the secrets directory: it is the home directory")]
    [InlineData("..", "'ROOT' cannot be the secrets directory: it contains the home directory")]
    [InlineData("to-home", "'HERE/to-home' cannot be the secrets directory: it is the home directory")]
    [InlineData("to-root/home", "'HERE/to-root/home' cannot be the secrets directory: it is the home directory")]
    [InlineData(".", "'HERE' cannot be the secrets directory: it contains .tazpod")]
    [InlineData("cloned", "'HERE/cloned' cannot be the secrets directory: it contains .git")]
    [InlineData("submodule", "'HERE/submodule' cannot be the secrets directory: it contains .git")]
    [InlineData(".tazpod/vault",
        "'HERE/.tazpod/vault' cannot be the secrets directory: it contains the vault file 'HERE/.tazpod/vault/vault.tar.aes'")]
    [InlineData(".tazpod/vault/x", "'HERE/.tazpod/vault/x' cannot be the secrets directory: it is inside .tazpod, which it would disturb")]
    [InlineData("cloned/.git/x/y", "'HERE/cloned/.git/x/y' cannot be the secrets directory: it is inside .git, which it would disturb")]
    public void It_is_refused(string directory, string message)
    {
        workspace.Write(".tazpod/vault/vault.tar.aes", "x");
        Directory.CreateDirectory(Path.Combine(workspace.Here, "cloned", ".git"));
        workspace.Write("submodule/.git", "gitdir: elsewhere");
        Directory.CreateSymbolicLink(Path.Combine(workspace.Here, "to-home"), workspace.Home);
        Directory.CreateSymbolicLink(Path.Combine(workspace.Here, "to-root"), "..");
        var settings = workspace.Argument("secrets", directory).Load();
        var error = Assert.Throws<VaultException>(() => SecretsDirectoryRule.Require(settings));
        Assert.Same(VaultErrors.SecretsDirectoryRefused, error.Error);
        Assert.Equal(message, workspace.Named(error.Message));
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [InlineData("~/secrets")]
    [InlineData("plain")]
    [InlineData("to-plain")]
    [InlineData("../home-2")]
    [InlineData("not.git/x")]
    public void It_is_allowed_whether_it_exists_or_not(string directory)
    {
        Directory.CreateDirectory(Path.Combine(workspace.Here, "plain"));
        Directory.CreateSymbolicLink(Path.Combine(workspace.Here, "to-plain"), "plain");
        SecretsDirectoryRule.Require(workspace.Argument("secrets", directory).Load());
    }

    [Fact]
    public void A_loop_of_links_is_an_error_not_a_loop()
    {
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "b"), "a");
        var error = Assert.Throws<VaultException>(() => SecretsDirectoryRule.Require(workspace.Argument("secrets", "a/x").Load()));
        Assert.Equal(ExitCode.FileSystem, error.Error.ExitCode);
    }

    public void Dispose() => workspace.Dispose();
}
