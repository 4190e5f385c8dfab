using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>6xxx: this machine's files.</summary>
internal static class MachineRefusals
{
    public static Refusal[] All { get; } =
    [
        new(VaultErrors.VaultNotFound, "there is one in the store", "UnlockVault", stage => stage.Pushed().MoveTo("fresh"),
            ["PullVault"], ["SaveVault --secrets=secrets"]),
        new(VaultErrors.VaultNotFound, "there is none", "PushVault", stage => stage.Do("SetupStorage"), ["SaveVault"], ["PullVault", "SaveVault"]),
        new(VaultErrors.SecretsNotFound, "there is a vault file", "SaveVault --secrets=none", stage => stage.Pushed(),
            ["UnlockVault --secrets=none"], ["SaveVault --secrets=secrets"], ["SaveVault --secrets=none --allow-empty"]),
        new(VaultErrors.SecretsNotFound, "there is a vault in the store", "SaveVault", stage => stage.Pushed().MoveTo("fresh"),
            ["PullVault", "UnlockVault"], ["SaveVault --allow-empty"], ["SaveVault --secrets=secrets"]),
        new(VaultErrors.SecretsNotFound, "there is no vault", "SaveVault --secrets=none", stage => stage.Do("SetupStorage"),
            ["SaveVault --secrets=secrets"], ["SaveVault --secrets=none --allow-empty"], ["PullVault", "SaveVault --secrets=secrets"],
            ["UnlockVault --secrets=none", "SaveVault --secrets=secrets"]),
        new(VaultErrors.SecretsNotFound, "nothing to compare", "DiffVault", stage => stage.Pushed().Set("TAZPOD_SECRETS", "none"),
            ["DiffVault --secrets=secrets"], ["DiffVault --from=local --to=latest"]),
        new(VaultErrors.FileFailed, "a file is in the way", "SaveVault --result=file/result.json", stage => stage.Write("file", ""),
            [Step.ByHand("Check the path", stage => File.Delete(stage.Bench.Path("file")))]),
        new(VaultErrors.NotOurs, "a link is in the way", "SaveVault",
            stage =>
            {
                File.Delete(stage.Do("SaveVault").Bench.Path("sync.json"));
                File.CreateSymbolicLink(stage.Bench.Path("sync.json"), stage.Bench.Path("elsewhere"));
            },
            [Step.ByHand("rm -r '", stage => File.Delete(stage.Bench.Path("sync.json")))]),
    ];
}
