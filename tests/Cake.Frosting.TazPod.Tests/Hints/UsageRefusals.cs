using System.Runtime.InteropServices;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>1xxx: usage and configuration.</summary>
internal static class UsageRefusals
{
    public static Refusal[] All { get; } =
    [
        new(VaultErrors.InvalidSetting, "no copy is chosen", "RestoreVault", stage => stage.PushedTwice(),
            ["RestoreVault --index=2", "RestoreVault --index=2 --yes"],
            ["ListHistory", "RestoreVault --at=20260520T210003", "RestoreVault --at=20260520T210003 --yes"]),
        new(VaultErrors.InvalidSetting, "no pin is chosen", "UnpinVault", stage => stage.Pushed().Do("PinVault"),
            ["UnpinVault --index=1"], ["ListHistory", "UnpinVault --index=1"]),
        new(VaultErrors.InvalidSetting, "a number is too small", "PushVault --retention=0", stage => stage.Pushed(),
            [Step.ByHand("Correct --retention", stage => { }), "PushVault --retention=5"]),
        new(VaultErrors.InvalidSetting, "the new passphrase is the old one", "RekeyVault --new-passphrase-file=same",
            stage => stage.Pushed().Write("same", Support.Workbench.PassphraseText).Write("new", "another-passphrase"),
            ["RekeyVault --new-passphrase-file=new"]),
        new(VaultErrors.UnknownSetting, "an argument is misspelt", "PushVault --foce", stage => stage.Pushed(), ["PushVault --force"]),
        new(VaultErrors.UnknownSetting, "an argument has another name elsewhere", "PruneHistory --dry-run", stage => stage.Pushed(), ["PruneHistory --plan"]),
        new(VaultErrors.InvalidConfigurationFile, "it is not YAML", "SaveVault", stage => stage.Write(".tazpod/config.yaml", "vault: ["),
            [Step.ByHand("Correct the file", stage => stage.Write(".tazpod/config.yaml", "vault:\n  retention: 5\n"))]),
        new(VaultErrors.ContradictingSettings, "two copies are chosen", "PullVault --index=1 --at=20260520T210000", stage => stage.Pushed(),
            [Step.ByHand("Use only one of them", stage => { }), "PullVault --index=1"]),
        new(VaultErrors.ContradictingSettings, "a save with a new passphrase", "SaveVault --new-passphrase-file=new",
            stage => stage.Pushed().Edit("edited").Write("new", "another-passphrase"),
            ["SaveVault", "RekeyVault --new-passphrase-file=new"]),
        new(VaultErrors.ContradictingSettings, "both sides are the same", "DiffVault --from=local --to=local", stage => stage.Pushed(),
            ["DiffVault --from=local --to=latest"]),
        new(VaultErrors.PassphraseMissing, "it is not set", "UnlockVault --secrets=out", stage => stage.Pushed().Set("TAZPOD_PASSPHRASE", ""),
            [Step.ByHand("Set TAZPOD_PASSPHRASE", Passphrase)],
            [Step.ByHand("--passphrase-file", stage => stage.Write("pass", Support.Workbench.PassphraseText)), "UnlockVault --secrets=out --passphrase-file=pass"]),
        new(VaultErrors.PassphraseMissing, "a foreign vault is pushed", "PushVault",
            stage =>
            {
                stage.Pushed().Set("TAZPOD_VAULT_FILE", "foreign/vault.tar.aes").Set("TAZPOD_SECRETS", "foreign/secrets")
                    .Write("foreign/secrets/token", "foreign").Do("SaveVault", "PullVault --vault-file=plain/vault.tar.aes");
                File.Copy(stage.Bench.Path("foreign/vault.tar.aes"), stage.Bench.Path("plain/vault.tar.aes"), overwrite: true);
                stage.Set("TAZPOD_VAULT_FILE", "plain/vault.tar.aes").Set("TAZPOD_PASSPHRASE", "");
            },
            [Step.ByHand("Set the passphrase", Passphrase)], ["PushVault --force"]),
        new(VaultErrors.PassphraseUnusable, "its file is missing", "UnlockVault --secrets=out --passphrase-file=pass", stage => stage.Pushed(),
            [Step.ByHand("Use a readable file", stage => stage.Write("pass", Support.Workbench.PassphraseText))]),
        new(VaultErrors.PassphraseUnusable, "it is odd", "SaveVault", stage => stage.Set("TAZPOD_PASSPHRASE", " odd "), ["SaveVault --allow-odd-passphrase"]),
        new(VaultErrors.SecretsDirectoryRefused, "the root", "UnlockVault --secrets=/", stage => stage.Pushed(), ["UnlockVault --secrets=out"]),
        new(VaultErrors.EmptyTree, "nothing to save", "SaveVault", stage => File.Delete(stage.Bench.Path("secrets/token")), ["SaveVault --allow-empty"]),
        new(VaultErrors.ConfirmationMissing, "nobody to ask", "RestoreVault --index=2", stage => stage.PushedTwice(), ["RestoreVault --index=2 --yes"]),
        new(VaultErrors.ConfigurationNotTrusted, "it belongs to another user", "VaultStatus",
            stage => OfAnother(stage.Pushed().Set("TAZPOD_VAULT_FILE", "").Write(".tazpod/config.yaml", "aws_sso:\n  bucket: tazlab-storage\n").Bench.Path(".tazpod/config.yaml")),
            [Step.ByHand("set TAZPOD_TRUST_CONFIG=1", stage => stage.Set("TAZPOD_TRUST_CONFIG", "1"))]),
        new(VaultErrors.OutsideWorkspace, "the configuration leads out", "SaveVault",
            stage =>
            {
                stage.Write("project/.tazpod/config.yaml", "vault:\n  secrets: ../secrets\n").Set("TAZPOD_SECRETS", "");
                stage.Bench.Environment.WorkingDirectory = stage.Bench.Path("project");
            },
            ["SaveVault --secrets=../secrets"],
            [Step.ByHand("TAZPOD_SECRETS", stage => stage.Set("TAZPOD_SECRETS", "../secrets"))],
            [Step.ByHand("TAZPOD_TRUST_CONFIG=1", stage => stage.Set("TAZPOD_TRUST_CONFIG", "1"))]),
    ];

    private static void Passphrase(Stage stage) => stage.Set("TAZPOD_PASSPHRASE", Support.Workbench.PassphraseText);

    private static void OfAnother(string path)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to give a file to another user");
        Assert.Equal(0, ChangeOwner(path, 65534, 65534));
    }

    [DllImport("libc", EntryPoint = "lchown")]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);
}
