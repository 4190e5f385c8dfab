using TazPod.Testing.S3;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A bucket whose policy refuses every write without server-side encryption, and whose ETags are therefore not MD5s.</summary>
public sealed class EncryptionTests
{
    [Theory]
    [InlineData("AES256", null)]
    [InlineData("aws:kms", null)]
    [InlineData("aws:kms", "alias/vaults")]
    [InlineData("aws:kms:dsse", "alias/vaults")]
    public async Task Every_verb_that_writes_works_and_everything_is_encrypted(string sse, string? key)
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { DemandEncryption = sse });
        var (alice, bob) = (world.Machine("alice"), world.Machine("bob"));
        VaultSettings Encrypted(VaultSettings s) => s with { Sse = sse, SseKmsKeyId = key };
        await alice.Service(Encrypted).SetupStorageAsync();
        foreach (var text in new[] { "one", "two", "three" })
        {
            await alice.SaveAsync(text);
            var pushed = await alice.Service(s => Encrypted(s) with { Retention = 2, Lineage = "vault" }).PushAsync();
            Assert.Equal(PushOutcome.Pushed, pushed.Outcome);
        }

        Assert.Equal(2, world.Copies.Count);
        world.S3.ResetRequests();
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service(Encrypted).PushAsync()).Outcome);
        Assert.Equal(["HeadObject"], world.S3.Operations);

        await bob.Service(Encrypted).BootstrapAsync();
        Assert.Equal("three", bob.Read()["token"]);
        Assert.Equal(PullOutcome.Unchanged, (await bob.Service(Encrypted).PullAsync()).Outcome);
        await bob.SaveAsync("from bob");
        Assert.Equal(PushOutcome.Pushed, (await bob.Service(Encrypted).PushAsync()).Outcome);
        await alice.SaveAsync("from alice");
        await Machine.FailsAsync(() => alice.Service(Encrypted).PushAsync(), VaultErrors.RemoteMoved);
        await alice.Service(Encrypted).PushAsync(new PushOptions { Force = true });

        var copy = ObjectKeys.StampOf(world.Copies[0])!.ToString()!;
        var selected = CopySelector.TryParseTime(copy)!;
        await alice.Service(Encrypted).PinAsync(new PinOptions { Copy = selected });
        world.Bucket.Remove(world.Copies[0]);
        await alice.Service(Encrypted).UnpinAsync(new UnpinOptions { Copy = selected });
        Assert.True((await alice.Service(Encrypted).RestoreAsync(new RestoreOptions { Copy = selected, Yes = true })).Restored);
        File.WriteAllText(Path.Combine(alice.Root, "next"), "another one");
        await alice.Service(s => Encrypted(s) with { NewPassphraseFile = Path.Combine(alice.Root, "next") }).RekeyAsync(new RekeyOptions { WithHistory = true });
        VaultSettings Next(VaultSettings s) => Encrypted(s) with { Passphrase = Passphrase.FromText("another one") };
        Assert.Equal("verified", (await alice.Service(Next).VerifyAsync()).Status);

        var labels = world.Bucket.Get(ObjectKeys.Latest)!;
        world.Bucket.Put(ObjectKeys.Latest, labels.Content.Span, new Dictionary<string, string>(labels.Metadata) { ["content-sha256"] = new string('0', 64) });
        Assert.Equal(VaultCondition.Repaired, (await alice.Service(Next).VerifyAsync(new VerifyOptions { RepairLabels = true })).Vaults[0].Condition);

        File.WriteAllText(alice.Beside("snapshot"), "a snapshot");
        VaultSettings OfLineage(VaultSettings s) => Encrypted(s) with { Lineage = "line" };
        var snapshot = new PushSnapshotOptions { File = alice.Beside("snapshot") };
        await alice.Service(OfLineage).PushSnapshotAsync(snapshot);
        File.AppendAllText(alice.Beside("snapshot"), ", changed");
        await alice.Service(OfLineage).PushSnapshotAsync(snapshot);
        await bob.Service(OfLineage).PullSnapshotAsync(new PullSnapshotOptions { File = bob.Beside("restored") });
        Assert.Equal("a snapshot, changed", File.ReadAllText(bob.Beside("restored")));

        Assert.All(world.Bucket.Keys, stored => Assert.Equal((sse, key), (world.Bucket.Get(stored)!.Encryption, world.Bucket.Get(stored)!.EncryptionKey)));
        var doctor = await alice.Service(Next).DoctorAsync();
        Assert.Null(doctor.Failure);
        Assert.DoesNotContain(doctor.Checks, check => check.Verdict is DoctorVerdict.Bad or DoctorVerdict.Warning);
        Assert.Contains(doctor.Checks, check => check.Name == "server-side encryption" && check.Finding.StartsWith(sse, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_directory_ignores_it()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        VaultSettings InDirectory(VaultSettings s) =>
            s with { Storage = StorageLocation.InDirectory(Path.Combine(alice.Root, "store")), Sse = "aws:kms", SseKmsKeyId = "alias/vaults" };
        await alice.SaveAsync("one");
        await alice.Service(InDirectory).SetupStorageAsync();

        Assert.Equal(PushOutcome.Pushed, (await alice.Service(InDirectory).PushAsync()).Outcome);
    }
}
