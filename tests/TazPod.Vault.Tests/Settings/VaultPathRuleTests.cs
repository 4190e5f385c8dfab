namespace TazPod.Vault.Tests.Settings;

public sealed class VaultPathRuleTests : IDisposable
{
    private const string Vault = ".tazpod/vault/vault.tar.aes";
    private readonly Workspace workspace = new();

    [Theory]
    [InlineData(true, true, true, "ROOT/container/" + Vault)]
    [InlineData(true, true, false, "ROOT/container/" + Vault)]
    [InlineData(true, false, true, "HERE/" + Vault)]
    [InlineData(true, false, false, "ROOT/container/" + Vault)]
    [InlineData(false, false, true, "HERE/" + Vault)]
    [InlineData(false, false, false, "HERE/" + Vault)]
    public void The_first_that_exists_else_that_of_the_container_if_there_is_one(bool container, bool vaultThere, bool vaultHere, string chosen)
    {
        if (container)
        {
            Directory.CreateDirectory(workspace.Container);
        }

        if (vaultThere)
        {
            workspace.Write(Path.Combine(workspace.Container, Vault), "x");
        }

        if (vaultHere)
        {
            workspace.Write(Vault, "x");
        }

        var settings = workspace.Load();
        Assert.Equal(chosen, workspace.Named(settings.VaultFile));
        Assert.Equal("default", settings.Origins["vault file"]);
        Assert.Equal(
            vaultThere && vaultHere
                ? [$"The vault file is 'ROOT/container/{Vault}', but 'HERE/{Vault}' exists, too; choose one with --vault-file."]
                : [],
            settings.Notices.Select(workspace.Named));
    }

    [Fact]
    public void It_is_searched_for_in_the_workspace_not_in_the_working_directory()
    {
        workspace.Write(Vault, "x");
        var below = Directory.CreateDirectory(Path.Combine(workspace.Here, "a")).FullName;
        Assert.Equal("HERE/" + Vault, workspace.Named(workspace.Load(below).VaultFile));
    }

    public void Dispose() => workspace.Dispose();
}
