using TazPod.Vault;
using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.MSBuild.Internal;

/// <summary>The secrets directory of a project must be named. The default is in the user's home directory, and belongs to no
/// project.</summary>
internal static class ProjectSecrets
{
    /// <summary>Whether the directory is named.</summary>
    public static bool AreNamed(LoadedSettings loaded) => loaded.Settings.Origins[SettingCatalog.SecretsDirectory] != VaultSettingsLoader.Default;

    /// <exception cref="VaultException">TAZPOD1001: the verb works on the secrets directory, and none is named.</exception>
    public static void RequireNamed(Verb verb, LoadedSettings loaded)
    {
        if (WorksOnSecrets(verb, loaded.Options) && !AreNamed(loaded))
        {
            throw VaultErrors.InvalidSetting.With(
                $"{verb.Name} needs the project's secrets directory, and none is named; "
                + $"the default '{loaded.Settings.TrySecretsDirectory() ?? "~/secrets"}' is the user's own. Nothing was done",
                "Set -p:TazPodSecrets=DIRECTORY, the same property in the project, TAZPOD_SECRETS, or vault.secrets in .tazpod/config.yaml.");
        }
    }

    private static bool WorksOnSecrets(Verb verb, OptionValues options) =>
        verb == VaultVerbs.Save || verb == VaultVerbs.Unlock || verb == VaultVerbs.Lock || verb == VaultVerbs.Bootstrap || verb == VaultVerbs.Merge
        || (verb == VaultVerbs.Diff && DiffOptions.Of(options) is var diff
            && (diff.From == TreeSelector.Secrets || diff.To is null || diff.To == TreeSelector.Secrets));
}
