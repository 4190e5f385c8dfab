using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>4xxx: conflict.</summary>
internal static class ConflictRefusals
{
    // Both sides changed the same file, so the merge waits until that is settled.
    public static readonly Step[] MergeTrees = ["MergeVault", Step.ByHand("remove the ones with that suffix", Settle), "SaveVault"];

    public static readonly Step[] MergeVaults = [.. MergeTrees, "PushVault"];

    public static Refusal[] All { get; } =
    [
        new(VaultErrors.RemoteMoved, "two people: one saved, the other pushed", "PushVault", SavedHerePushedThere, MergeVaults),
        new(VaultErrors.RemoteMoved, "the other pushed, nothing changed here", "PushVault", stage => stage.Pushed().AnotherPushes("theirs"), ["PullVault"]),
        new(VaultErrors.RemoteMoved, "a fresh workspace with its own vault", "PushVault",
            stage => stage.Pushed().MoveTo("fresh").Save("fresh"), MergeVaults,
            ["PullVault --force"]),
        new(VaultErrors.RemoteMoved, "a fresh workspace with an older copy", "PushVault",
            stage =>
            {
                stage.Pushed().MoveTo("fresh");
                Directory.CreateDirectory(stage.Bench.Path("fresh"));
                File.Copy(stage.Bench.Path("vault.tar.aes"), stage.Bench.Path("fresh/vault.tar.aes"));
                stage.AnotherPushes("theirs").MoveTo("fresh");
            },
            ["PullVault"]),
        new(VaultErrors.RemoteMoved, "two people: one saved, the other pushed", "RekeyVault --new-passphrase-file=new",
            stage => SavedHerePushedThere(stage.Write("new", "new-passphrase")), MergeVaults),
        new(VaultErrors.RemoteMoved, "the other pushed, nothing changed here", "RekeyVault --new-passphrase-file=new",
            stage => stage.Write("new", "new-passphrase").Pushed().AnotherPushes("theirs"), ["PullVault"]),
        new(VaultErrors.RemoteMoved, "another person changed the passphrase", "PushVault", VaultRefusals.Rekeyed,
            ["PullVault", Step.ByHand("get the new one", VaultRefusals.NewPassphrase), "PullVault"]),
        new(VaultErrors.UnpushedChanges, "saved here, nobody else pushed", "PullVault", stage => stage.Pushed().Save("mine"),
            ["PushVault"], ["PullVault --vault-file=theirs/vault.tar.aes"], ["PullVault --force"]),
        new(VaultErrors.UnpushedChanges, "two people: one saved, the other pushed", "PullVault", SavedHerePushedThere, MergeVaults, ["PullVault --force"]),
        new(VaultErrors.UnpushedChanges, "latest is gone", "PullVault --index=1", stage =>
        {
            stage.Pushed().Save("mine");
            File.Delete(Directory.EnumerateFiles(stage.Bench.Path("store"), "vault.tar.aes", SearchOption.AllDirectories).Single());
        }, ["PushVault"]),
        new(VaultErrors.UnpushedChanges, "saved here", "RestoreVault --index=2 --yes", stage => stage.PushedTwice().Save("mine"),
            ["PushVault"], ["PullVault --vault-file=theirs/vault.tar.aes", "PullVault --force"], ["RestoreVault --index=2 --yes --force"]),
        new(VaultErrors.UnpushedChanges, "a push was interrupted", "PullVault",
            stage => Assert.NotEqual(0, Interrupted(stage).Run("PushVault")), ["PushVault"], ["PullVault --force"]) { IsOnS3 = true },
        new(VaultErrors.StaleTree, "another tree, the vault was never pushed", "SaveVault --secrets=strange",
            stage => stage.Do("SetupStorage", "SaveVault").Write("strange/token", "strange"), ["PushVault"], ["SaveVault --secrets=strange --force"]),
        new(VaultErrors.StaleTree, "two people: one edited, the other pushed", "SaveVault", EditedHerePushedThere, MergeTrees, ["SaveVault --force"]),
        new(VaultErrors.StaleTree, "an older tree, the vault file is gone", "SaveVault",
            stage =>
            {
                EditedHerePushedThere(stage);
                File.Delete(stage.Bench.Path("vault.tar.aes"));
            },
            MergeTrees, ["SaveVault --force"]),
        new(VaultErrors.SecretsEdited, "edited", "UnlockVault", stage => stage.Pushed().Edit("mine"), ["SaveVault"], ["UnlockVault --secrets=other"], ["UnlockVault --force"]),
        new(VaultErrors.SecretsEdited, "two people: one edited, the other pushed", "UnlockVault", EditedHerePushedThere, MergeTrees, ["UnlockVault --force"]),
        new(VaultErrors.SecretsEdited, "another tree", "UnlockVault --secrets=strange", stage => stage.Pushed().Write("strange/token", "strange"),
            ["SaveVault --secrets=strange"], ["UnlockVault --secrets=other"], ["UnlockVault --secrets=strange --force"]),
        new(VaultErrors.SecretsEdited, "another tree, the vault was never pushed", "UnlockVault --secrets=strange",
            stage => stage.Do("SaveVault").Write("strange/token", "strange"), ["UnlockVault --secrets=other"], ["UnlockVault --secrets=strange --force"]),
        new(VaultErrors.SecretsEdited, "edited", "LockVault", stage => stage.Pushed().Edit("mine"), ["SaveVault"], ["LockVault --force"]),
        new(VaultErrors.SecretsEdited, "another tree", "LockVault --secrets=strange", stage => stage.Pushed().Write("strange/token", "strange"),
            ["SaveVault --secrets=strange"], ["LockVault --secrets=strange --force"]),
        new(VaultErrors.SecretsEdited, "another tree, the vault was never pushed", "LockVault --secrets=strange",
            stage => stage.Do("SaveVault").Write("strange/token", "strange"), ["LockVault --secrets=strange --force"]),
        new(VaultErrors.SecretsEdited, "the vault file is gone", "LockVault", stage => File.Delete(stage.Pushed().Bench.Path("vault.tar.aes")),
            ["SaveVault"], ["LockVault --force"]),
        new(VaultErrors.SecretsEdited, "an older tree, the vault file is gone", "LockVault",
            stage =>
            {
                stage.Pushed().AnotherPushes("theirs").Do("PullVault");
                File.Delete(stage.Bench.Path("vault.tar.aes"));
            },
            ["PullVault", "LockVault", "UnlockVault"], ["LockVault --force"]),
        new(VaultErrors.SecretsEdited, "the other pushed, nothing changed here", "LockVault", stage => stage.Pushed().AnotherPushes("theirs").Do("PullVault"),
            ["UnlockVault"], ["LockVault --force"]),
        new(VaultErrors.SecretsEdited, "two people: one edited, the other pushed", "LockVault", EditedHerePushedThere, MergeTrees, ["LockVault --force"]),
        new(VaultErrors.WorkspaceBusy, "another process", "SaveVault", Busy, [Step.ByHand("Wait until it has finished", stage => stage.Release())]),
        new(VaultErrors.OlderCopy, "an older copy was pulled", "PushVault", stage => stage.PushedTwice().Do("PullVault --index=2"),
            ["PullVault"], ["RestoreVault --index=2", "RestoreVault --index=2 --yes"], ["PushVault --force"]),
        new(VaultErrors.OlderCopy, "an older copy was pulled, and is no longer in the history", "PushVault",
            stage => stage.PushedTwice().Do("PullVault --index=2", "PruneHistory --retention=1"), ["PullVault"], ["PushVault --force"]),
        new(VaultErrors.MergeConflicts, "nothing is unlocked", "MergeVault", stage =>
        {
            SavedHerePushedThere(stage);
            stage.Do("LockVault");
        },
            ["UnlockVault", .. MergeTrees], ["MergeVault --ours"], ["MergeVault --theirs"]),
        new(VaultErrors.MergePending, "a merge waits", "UnlockVault", stage =>
        {
            SavedHerePushedThere(stage);
            Assert.NotEqual(0, stage.Run("MergeVault"));
        },
            [Step.ByHand("remove these files", Settle), "SaveVault"], ["MergeVault --abort"]),
    ];

    private static void Settle(Stage stage)
    {
        foreach (var path in Directory.EnumerateFiles(stage.Bench.Path("."), "*.theirs-*", SearchOption.AllDirectories))
        {
            File.Delete(path);
        }
    }

    private static void SavedHerePushedThere(Stage stage) => stage.Pushed().AnotherPushes("theirs").Save("mine");

    private static void EditedHerePushedThere(Stage stage) => stage.Pushed().Edit("mine").AnotherPushes("theirs").Do("PullVault");

    private static Stage Interrupted(Stage stage)
    {
        stage.Pushed().Save("mine").S3.Faults.On(
            request => request.Method == "PUT" && request.Key == "tazpod/vault/vault.tar.aes", 1, Fault.Status(500, "InternalError"));
        return stage;
    }

    private static void Busy(Stage stage)
    {
        stage.Do("SaveVault");
        var taken = ExclusiveFile.TryTakeAsync(stage.Bench.Path(".lock"), TimeSpan.Zero, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();
        stage.Hold(taken!).Hold(new Timer(_ => stage.Bench.Time.Advance(TimeSpan.FromMilliseconds(250)), null, 50, 50));
    }
}
