using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Sync;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Secrets;

/// <summary>Bootstrap: a pull, then an unlock, under one lock. The step before a container starts.</summary>
internal sealed class BootstrapVerb(VaultSession session, BootstrapOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<BootstrapOptions, BootstrapResult> Definition =
        new(BootstrapResult.Name, "bootstrap", "PullVault, then UnlockVault; the step before a container starts")
        {
            Details = "`PullVault`, then `UnlockVault`",
            Requests = "1 / 1",
            Examples = ["", "--passphrase-file=/run/secrets/vault"],
            Reads =
        [
            .. SettingCatalog.OfStore, SettingCatalog.VaultFile, .. SettingCatalog.OfPassphrase, SettingCatalog.SecretsDirectory,
            .. SettingCatalog.Common,
        ],
            Options = [OptionCatalog.Index, OptionCatalog.At, OptionCatalog.Force, OptionCatalog.SkipLinks],
            NeedsStore = true,
            Key = KeyUse.Open,
            Writes = true,
            Lock = LockUse.Whole,
            IsRefusedDuringMerge = true,
            OptionsOf = BootstrapOptions.Of,
            Run = static (session, options, cancel) => new BootstrapVerb(session, options).RunAsync(cancel),
        };

    public async Task<BootstrapResult> RunAsync(CancellationToken cancellationToken) => new(
        await new PullVerb(session, options.Pull).RunAsync(cancellationToken),
        await new UnlockVerb(session, options.Unlock).RunAsync(cancellationToken));
}
