using TazPod.MSBuild.Internal;
using TazPod.Vault;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.MSBuild.Tests.Internal;

public sealed class ProjectSecretsTests
{
    [Theory]
    [InlineData("SaveVault", true)]
    [InlineData("UnlockVault", true)]
    [InlineData("LockVault", true)]
    [InlineData("Bootstrap", true)]
    [InlineData("DiffVault", true)]
    [InlineData("DiffVault", true, "from=secrets", "to=latest")]
    [InlineData("DiffVault", true, "from=latest", "to=secrets")]
    [InlineData("DiffVault", false, "from=latest", "to=local")]
    [InlineData("MergeVault", true)]
    [InlineData("PullVault", false)]
    [InlineData("RekeyVault", false)]
    public void A_target_that_works_on_secrets_needs_their_directory(string verb, bool needs, params string[] given)
    {
        var failure = Record.Exception(() => ProjectSecrets.RequireNamed(VaultVerbs.Find(verb)!, Load(given)));

        Assert.Equal(needs ? VaultErrors.InvalidSetting : null, (failure as VaultException)?.Error);
        ProjectSecrets.RequireNamed(VaultVerbs.Find(verb)!, Load([.. given, "secrets=here"]));
    }

    [Fact]
    public void The_environment_can_name_it() =>
        ProjectSecrets.RequireNamed(VaultVerbs.Save, Load([], new Dictionary<string, string> { ["TAZPOD_SECRETS"] = "here" }));

    private static LoadedSettings Load(string[] arguments, Dictionary<string, string>? environment = null) => VaultSettingsLoader.Load(new SettingsSources
    {
        Arguments = arguments.Select(argument => argument.Split('=')).ToDictionary(pair => pair[0], pair => (IReadOnlyList<string?>)[pair[1]]),
        Environment = environment ?? [],
        WorkingDirectory = AppContext.BaseDirectory,
        HomeDirectory = Path.GetTempPath(),
    });
}
