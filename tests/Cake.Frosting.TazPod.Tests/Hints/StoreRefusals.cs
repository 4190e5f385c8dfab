using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>2xxx: the store.</summary>
internal static class StoreRefusals
{
    private static readonly Step SameStep = Step.ByHand("same step again", stage => { });

    public static Refusal[] All { get; } =
    [
        new(VaultErrors.BucketNotFound, "nothing was set up", "PushVault", stage => stage.Do("SaveVault"), ["SetupStorage"]),
        new(VaultErrors.ObjectNotFound, "nothing was pushed", "PullVault", stage => stage.Do("SetupStorage"), ["SaveVault", "PushVault"]),
        new(VaultErrors.ObjectNotFound, "nothing to pin", "PinVault", stage => stage.Do("SetupStorage", "SaveVault"), ["PushVault"]),
        new(VaultErrors.ObjectNotFound, "nothing to compare with", "DiffVault --from=latest --to=local", stage => stage.Do("SetupStorage", "SaveVault"), ["PushVault"]),
        new(VaultErrors.ObjectNotFound, "nothing to verify", "VerifyVault", stage => stage.Do("SetupStorage", "SaveVault"), ["PushVault"]),
        new(VaultErrors.CopyNotFound, "there are fewer", "PullVault --index=99", stage => stage.PushedTwice(),
            ["ListHistory", "PullVault --index=2"], [Step.ByHand("Choose 1", stage => { }), "PullVault --index=1"]),
        new(VaultErrors.CopyNotFound, "none is so old", "PullVault --at=20200101T000000", stage => stage.Pushed(), ["ListHistory", "PullVault --at=20270101T000000"]),
        new(VaultErrors.CopyNotFound, "there is none", "PullVault --index=1", stage =>
        {
            stage.Pushed();
            File.Delete(Assert.Single(Directory.EnumerateFiles(stage.Bench.Path("store"), "vault-*", SearchOption.AllDirectories)));
        }, ["PullVault"]),
        new(VaultErrors.CopyNotFound, "it is not pinned", "UnpinVault --index=1", stage => stage.PushedTwice().Do("PinVault --index=2"), ["UnpinVault --at=20260520T210003"]),
        new(VaultErrors.StoreFailed, "a failure that passes", "PushVault",
            stage => stage.Do("SaveVault").S3.Faults.On("HeadObject", 1, Fault.Status(500, "InternalError")), [SameStep]) { IsOnS3 = true },
        new(VaultErrors.ConditionsNotHonoured, "conditions are ignored", "PushVault",
            stage => stage.Do("SaveVault").S3.Quirks = S3Quirks.Aws with { IgnoreConditions = true },
            [Step.ByHand("'vault.unsafe_store: true'", stage => stage.Write(".tazpod/config.yaml", "vault:\n  unsafe_store: true\n"))]) { IsOnS3 = true },
        new(VaultErrors.CopyPending, "the copy failed once", "PushVault",
            stage => stage.Do("SaveVault").S3.Faults.On(
                request => request.Method == "PUT" && request.Key?.Contains("/history/", StringComparison.Ordinal) == true, 2, Fault.Status(500, "InternalError")),
            ["PushVault"]) { IsOnS3 = true },
        new(VaultErrors.DownloadDamaged, "latest is damaged", "PullVault", stage =>
        {
            Damage(stage.PushedTwice());
            stage.MoveTo("fresh");
        }, ["ListHistory", "PullVault --index=1"]),
        new(VaultErrors.DeletionsFailed, "a deletion failed once", "PruneHistory --retention=1",
            stage => stage.PushedTwice().S3.Faults.On("DeleteObjects", 1, Fault.DeleteError(_ => true, "InternalError")), ["PruneHistory --retention=1"]) { IsOnS3 = true },
        new(VaultErrors.DownloadUnvouched, "no hash and no passphrase", "PullVault",
            stage =>
            {
                var vault = File.ReadAllBytes(stage.PushedTwice().Bench.Path("vault.tar.aes"));
                stage.S3.Quirks = S3Quirks.Aws with { KmsStyleEtags = true };
                stage.S3.Bucket(Stage.Bucket).Put("tazpod/vault/vault.tar.aes", vault);
                stage.Do("PullVault --index=2").Set("TAZPOD_PASSPHRASE", "");
            },
            [Step.ByHand("Set the passphrase", stage => stage.Set("TAZPOD_PASSPHRASE", Support.Workbench.PassphraseText))]) { IsOnS3 = true },
    ];

    private static void Damage(Stage stage)
    {
        var latest = Directory.EnumerateFiles(stage.Bench.Path("store"), "vault.tar.aes", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(latest);
        bytes[^1] ^= 1;
        File.WriteAllBytes(latest, bytes);
    }
}
