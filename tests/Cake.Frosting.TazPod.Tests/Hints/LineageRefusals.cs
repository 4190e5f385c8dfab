using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>7xxx: lineages.</summary>
internal static class LineageRefusals
{
    private const string Push = "PushSnapshot --file=snapshot --lineage=one";
    private const string Pull = "PullSnapshot --file=snapshot --lineage=one";
    private static readonly Step SameStep = Step.ByHand("same step again", stage => { });

    public static Refusal[] All { get; } =
    [
        new(VaultErrors.LineageEmpty, "nothing was pushed", "PullSnapshot --file=copy", stage => stage.Do("SetupStorage").Write("snapshot", "the first"), [Push]),
        new(VaultErrors.LineageEmpty, "nothing was pushed", "LineageStatus --lineage=one", stage => stage.Do("SetupStorage").Write("snapshot", "the first"), [Push]),
        new(VaultErrors.LineageIncoherent, "a slot was changed by hand", "PushSnapshot --file=snapshot --lineage=one",
            stage => OneByHand(Pushed(stage)), [$"{Push} --force"]) { IsOnS3 = true },
        new(VaultErrors.LineageIncoherent, "the current slot was changed by hand", "LineageStatus --lineage=one",
            stage => OneByHand(Pushed(stage).Write("snapshot", "the second").Do(Push), LineageKeysOf.SlotB),
            ["PullSnapshot --generation=1 --lineage=one --file=copy", "PushSnapshot --force --lineage=one --file=snapshot"],
            ["PushSnapshot --force --lineage=one --file=snapshot"]) { IsOnS3 = true },
        new(VaultErrors.LineageIncoherent, "the current slot was changed by hand", "PullSnapshot --file=copy --lineage=one",
            stage => OneByHand(Pushed(stage).Write("snapshot", "the second").Do(Push), LineageKeysOf.SlotB),
            ["PullSnapshot --generation=1 --file=copy --lineage=one"], ["PushSnapshot --force --file=snapshot --lineage=one"]) { IsOnS3 = true },
        new(VaultErrors.LineageMoved, "another push was faster", Push,
            stage => Pushed(stage).Write("snapshot", "the next").S3.Faults.On(
                request => request.Method == "PUT" && request.Key == LineageKeysOf.SlotB, 1, Fault.Before(() => Rival(stage))), [SameStep]) { IsOnS3 = true },
        new(VaultErrors.GenerationNotFound, "it was never there", $"{Pull} --generation=99", stage => Pushed(stage), ["LineageStatus", Pull]),
        new(VaultErrors.LineageUnclear, "there are two", "PullSnapshot --file=copy", stage =>
        {
            Pushed(stage).Do("PushSnapshot --file=snapshot --lineage=two");
            stage.S3.Bucket(Stage.Bucket).Remove($"{LineageKeys.DefaultPrefix}/latest.json");
        }, ["PullSnapshot --file=copy --lineage=one"]) { IsOnS3 = true },
        new(VaultErrors.GlobalPointerPending, "the last write failed once", Push,
            stage => Pushed(stage).Write("snapshot", "the next").S3.Faults.On(
                request => request.Method == "PUT" && request.Key == $"{LineageKeys.DefaultPrefix}/latest.json", 1, Fault.Status(500, "InternalError")), [SameStep]) { IsOnS3 = true },
        new(VaultErrors.VaultLineagePending, "the slot failed once", "PushVault --lineage=one",
            stage => stage.Do("SaveVault").S3.Faults.On(
                request => request.Method == "PUT" && request.Key?.StartsWith(LineageKeys.VaultPrefix, StringComparison.Ordinal) == true, 1, Fault.Status(500, "InternalError")),
            ["PushVault --lineage=one"]) { IsOnS3 = true },
        new(VaultErrors.SnapshotNotFound, "the name is wrong", "PushSnapshot --file=none", stage => Pushed(stage), ["PushSnapshot --file=snapshot"]),
        new(VaultErrors.SnapshotRefused, "no file is named", "PushSnapshot --lineage=one", stage => Pushed(stage), [Push]),
        new(VaultErrors.SnapshotRefused, "the file is empty", Push, stage => Pushed(stage).Write("snapshot", ""), [$"{Push} --allow-empty"]),
        new(VaultErrors.SnapshotNewer, "the file was written later", Pull, stage => Pushed(stage).Write("snapshot", "written later"),
            [Push], ["PullSnapshot --file=copy --lineage=one"], [$"{Pull} --force"]),
        new(VaultErrors.LineageStoreNotFound, "nothing was set up", "LineageStatus --lineage=one", stage => stage.Write("snapshot", "the first"),
            ["SetupStorage", "LineageStatus --lineage=one", Push]),
        new(VaultErrors.LineageForeign, "another tool was here", Push,
            stage => Pushed(stage).S3.Bucket(Stage.Bucket).Put(LineageKeysOf.Pointer, "{\"vault_lineage_id\":\"one\"}"u8.ToArray()),
            [$"{Push} --lineage-prefix=ours"], [$"{Push} --force"]) { IsOnS3 = true },
        new(VaultErrors.AnchorMissing, "the vault here is older", "LineageStatus --lineage=one --anchor=keys/unseal.json",
            stage =>
            {
                Pushed(stage).Pushed().MoveTo("another").Do("PullVault", "UnlockVault").Write("another/secrets/keys/unseal.json", "{}").Do("SaveVault", "PushVault");
                stage.Set("TAZPOD_VAULT_FILE", "vault.tar.aes").Set("TAZPOD_SECRETS", "secrets");
            },
            ["PullVault"]),
        new(VaultErrors.AnchorOrphaned, "the lineage is empty", "LineageStatus --lineage=one --anchor=token", stage => stage.Pushed().Write("snapshot", "the first"),
            [Push]),
    ];

    private static Stage Pushed(Stage stage) => stage.SetUp().Write("snapshot", "the first").Do(Push);

    private static void OneByHand(Stage stage, string key = LineageKeysOf.SlotA) => stage.S3.Bucket(Stage.Bucket).Put(key, [1]);

    private static void Rival(Stage stage) => stage.S3.Bucket(Stage.Bucket).Put(LineageKeysOf.SlotB, [1]);

    private static class LineageKeysOf
    {
        public const string SlotA = $"{LineageKeys.DefaultPrefix}/one/slot-a";
        public const string SlotB = $"{LineageKeys.DefaultPrefix}/one/slot-b";
        public const string Pointer = $"{LineageKeys.DefaultPrefix}/one/latest.json";
    }
}
