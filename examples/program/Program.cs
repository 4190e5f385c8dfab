using TazPod.Vault;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

try
{
    // The settings are those of all other doors: environment, .tazpod/config.yaml, defaults.
    var loaded = VaultSettingsLoader.Load(SettingsSources.OfThisProcess());
    var vault = VaultService.Open(loaded.Settings);

    var pull = await vault.PullAsync();
    Console.WriteLine(pull.Summary);

    // The vault is opened in memory: no secret is written to disk.
    using var opened = await vault.OpenAsync();
    foreach (var path in opened.Paths)
    {
        Console.WriteLine(path);
    }

    return 0;
}
catch (VaultException failure)
{
    Console.Error.WriteLine($"{failure.Error.Code}: {failure.Message}. {failure.Hint}");
    return (int)failure.ExitCode;
}
