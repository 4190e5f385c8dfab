using TazPod.Vault.Errors;
using TazPod.Vault.Opening;

namespace TazPod.Vault.Tests.Opening;

/// <summary>An opened vault that a program's tests create from texts behaves like one from a store.</summary>
public sealed class OpenedVaultTests
{
    private readonly OpenedVault vault = OpenedVault.InMemory(
        new Dictionary<string, string> { ["b/token"] = "s3cret", ["app.env"] = "GREETING=hello\n" }, "a fake");

    [Fact]
    public void It_returns_the_texts()
    {
        Assert.Equal("a fake", vault.Name);
        Assert.Equal(["app.env", "b/token"], vault.Paths);
        Assert.Equal("s3cret", vault.ReadText("b/token"));
        Assert.Equal("hello", vault.AsEnvironment("app.env")["GREETING"]);
        Assert.Equal(VaultErrors.EntryNotFound, Assert.Throws<VaultException>(() => vault.ReadText("none")).Error);
    }

    [Fact]
    public void It_returns_nothing_once_it_is_disposed()
    {
        vault.Dispose();

        Assert.Throws<ObjectDisposedException>(() => vault.ReadText("b/token"));
    }
}
