using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Sync;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Secrets;

/// <summary>Bootstrap: a pull, then an unlock, under one lock: the step before a container starts.</summary>
internal sealed class BootstrapVerb(VaultSession session)
{
    /// <summary>The verb.</summary>
    public static readonly Verb<BootstrapResult> Definition = new(BootstrapResult.Name, "bootstrap", "PullVault, then UnlockVault: the step before a container starts")
    {
        Details = "`PullVault`, then `UnlockVault`",
        Requests = "1 / 1",
        Reads =
        [
            .. SettingCatalog.OfStore, SettingCatalog.VaultFile, .. SettingCatalog.OfPassphrase, SettingCatalog.Index, SettingCatalog.At,
            "force", SettingCatalog.SecretsDirectory, "skip links", .. SettingCatalog.Common,
        ],
        NeedsStore = true,
        Key = KeyUse.Open,
        Writes = true,
        Lock = LockUse.Whole,
        Doors = VerbDoors.All & ~VerbDoors.MSBuild,
        Run = static (session, cancel) => new BootstrapVerb(session).RunAsync(cancel),
    };

    public async Task<BootstrapResult> RunAsync(CancellationToken cancellationToken) => new(
        await new PullVerb(session).RunAsync(cancellationToken),
        await new UnlockVerb(session).RunAsync(cancellationToken));
}
