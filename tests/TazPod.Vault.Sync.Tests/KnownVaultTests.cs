using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Remembered facts about a vault save work, and are only used for the vault that they are from.</summary>
public sealed class KnownVaultTests
{
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    public async Task A_known_vault_that_was_damaged_in_the_middle_is_neither_unlocked_nor_saved_over(double where)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync(new string('x', 5_000));
        var vault = alice.VaultBytes;
        vault[44 + (int)((vault.Length - 60) * where)] ^= 1; // between the salt and the tag, by which it is recognised
        File.WriteAllBytes(alice.VaultFile, vault);
        Directory.Delete(alice.Secrets, recursive: true);

        await Machine.FailsAsync(() => alice.Service().UnlockAsync(), VaultErrors.VaultDoesNotOpen);
        Assert.False(Directory.Exists(alice.Secrets));
        alice.Write(("token", "other"));
        await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.VaultDamaged);
        Assert.Equal(vault, alice.VaultBytes);
    }

    [Fact]
    public async Task A_key_check_of_another_passphrase_does_not_allow_a_save()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var vault = alice.VaultBytes;
        alice.Write(("token", "two"));

        await Machine.FailsAsync(
            () => alice.Service(s => s with { Passphrase = Passphrase.FromText("other") }).SaveAsync(), VaultErrors.VaultDoesNotOpen);
        Assert.Equal(vault, alice.VaultBytes);
    }

    [Theory]
    [InlineData("keyCheck")]
    [InlineData("tag")]
    [InlineData("treeMac")]
    [InlineData("localMac")]
    public async Task Every_step_does_the_same_without_one_of_the_facts(string fact)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.PushAsync("one");
        Change(alice, facts => facts.Remove(fact));

        Assert.False((await alice.Service().SaveAsync()).Saved);
        Change(alice, facts => facts.Remove(fact));
        Directory.Delete(alice.Secrets, recursive: true);
        Assert.True((await alice.Service().UnlockAsync()).Unlocked);
        Assert.Equal("one", alice.Read()["token"]);
        Change(alice, facts => facts.Remove(fact));
        alice.Write(("token", "two"));
        Assert.True((await alice.Service().SaveAsync()).Saved);
    }

    // A wrong memory costs a request, never a tree: equal content is verified before it is believed.
    [Fact]
    public async Task A_fingerprint_of_another_tree_does_not_keep_a_change_from_being_saved()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("two");
        var two = Facts(alice)["treeMac"]!.GetValue<string>();
        await alice.SaveAsync("one");
        Change(alice, facts => facts["treeMac"] = two);

        alice.Write(("token", "two"));
        Assert.True((await alice.Service().SaveAsync()).Saved);
        Directory.Delete(alice.Secrets, recursive: true);
        await alice.Service().UnlockAsync();
        Assert.Equal("two", alice.Read()["token"]);
    }

    [Fact]
    public async Task After_a_pull_verified_by_labels_nothing_is_new_and_edits_are_detected()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.PushAsync("one");
        var bob = world.Machine("bob");
        var pulled = await bob.Service().PullAsync();
        Assert.True(pulled.Opened);
        await bob.Service().UnlockAsync();
        Assert.Equal("one", bob.Read()["token"]);
        Assert.False((await bob.Service().SaveAsync()).Saved);
        Assert.Equal(Facts(alice), Facts(bob), JsonNode.DeepEquals);

        world.S3.ResetRequests();
        Assert.Equal(Results.PushOutcome.Unchanged, (await bob.Service().PushAsync()).Outcome);
        Assert.Single(world.S3.Requests);
        File.AppendAllText(Path.Combine(bob.Secrets, "token"), "edited");
        await alice.PushAsync("two");
        await bob.Service().PullAsync();
        await Machine.FailsAsync(() => bob.Service().UnlockAsync(), VaultErrors.SecretsEdited);
    }

    // A user who can write the bucket but does not have the passphrase can write any label.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_with_a_wrong_label_for_its_tree_is_still_restored(bool hasVault)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var first = (await alice.Service().PushAsync()).HistoryKey!;
        await alice.PushAsync("two");
        var copy = world.Bucket.Get(first)!;
        var labels = new Dictionary<string, string>(copy.Metadata)
        {
            ["tree-mac"] = world.Bucket.Get(ObjectKeys.Latest)!.Metadata["tree-mac"],
        };
        world.Bucket.Put(first, copy.Content.ToArray(), labels);

        var bob = world.Machine("bob");
        if (hasVault)
        {
            await bob.Service().PullAsync();
        }

        await bob.Service().RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true });
        Assert.Equal(copy.Content.ToArray(), world.Bucket.Get(ObjectKeys.Latest)!.Content.ToArray());
    }

    // A tool that writes in place, without our lock, between the first read of the vault and the end of its upload.
    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(17 << 20, 0)]
    [InlineData(17 << 20, 2)]
    public async Task A_vault_that_changes_before_it_is_sent_is_not_stored(int size, int retries)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.PushAsync("one");
        File.WriteAllBytes(Path.Combine(alice.Secrets, "large"), RandomNumberGenerator.GetBytes(size));
        await alice.Service().SaveAsync();
        var saved = alice.VaultBytes;
        var before = world.Bucket.Get(ObjectKeys.Latest)!.Content.ToArray();
        world.S3.Faults.On("ListObjectsV2", Fault.Before(() =>
        {
            var vault = alice.VaultBytes;
            vault[^1] ^= 1;
            using var writing = new FileStream(alice.VaultFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            writing.Write(vault);
        }));

        if (size < 16 << 20)
        {
            // A small vault is held in memory: the bytes that were read first are sent.
            await alice.Service(s => s with { Retries = retries }).PushAsync();
            Assert.Equal(saved, world.Bucket.Get(ObjectKeys.Latest)!.Content.ToArray());
            return;
        }

        await Machine.FailsAsync(() => alice.Service(s => s with { Retries = retries }).PushAsync(), VaultErrors.WorkspaceBusy);
        Assert.Equal(before, world.Bucket.Get(ObjectKeys.Latest)!.Content.ToArray());
        Assert.Null(State(alice)["files"]!["vault.tar.aes"]!["remotes"]![0]!["pending"]);
    }

    private static JsonObject Facts(Machine machine)
    {
        var facts = State(machine)["files"]!["vault.tar.aes"]!["facts"]!.AsObject();
        facts.Remove("localMac"); // under a key that differs between workspaces
        return facts;
    }

    private static JsonNode State(Machine machine) => JsonNode.Parse(File.ReadAllText(machine.Beside("sync.json")))!;

    private static void Change(Machine machine, Action<JsonObject> change)
    {
        var state = State(machine);
        change(state["files"]!["vault.tar.aes"]!["facts"]!.AsObject());
        File.WriteAllText(machine.Beside("sync.json"), state.ToJsonString());
    }
}
