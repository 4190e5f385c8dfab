using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>VaultStatus shows the secrets directory, the vault file and latest, and what would be done next.</summary>
public sealed class StatusTests
{
    [Fact]
    public async Task An_older_copy_is_called_that_and_not_ahead()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two", "three");
        await alice.Service().PullAsync(new PullOptions { Copy = CopySelector.AtIndex(3) });
        world.S3.ResetRequests();

        var status = await alice.Service().StatusAsync();

        var stamp = ObjectKeys.StampOf(world.Copies[0])!.ToString()!;
        Assert.Equal(SyncRelation.OlderCopy, status.Relation);
        Assert.Equal(new CopyPosition(3, 3, stamp), status.OlderCopy);
        Assert.Equal(stamp, status.Local!.Stamp);
        Assert.Contains($"is copy 3 of 3, from {stamp}", status.Summary, StringComparison.Ordinal);
        Assert.Contains("PushVault would be refused: RestoreVault --index=3", status.Summary, StringComparison.Ordinal);
        Assert.Equal(["HeadObject", "ListObjectsV2"], world.S3.Operations);
    }

    [Fact]
    public async Task Without_the_store_the_failure_says_what_is_on_this_machine()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        alice.Write(("token", "edited"));

        var failure = await Machine.FailsAsync(
            () => alice.Service(settings => settings with { Bucket = "another-bucket" }).StatusAsync(), VaultErrors.BucketNotFound);

        Assert.Contains(failure.Notices, notice => notice.StartsWith($"only this machine was looked at: '{alice.VaultFile}' holds ", StringComparison.Ordinal)
            && notice.EndsWith($"'{alice.Secrets}' was edited: SaveVault saves it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_workspace_that_lost_its_memory_recognises_an_older_copy_too()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Pulled();
        File.Delete(bob.Beside("sync.json"));
        await alice.PushAsync("two");

        Assert.Equal(new CopyPosition(2, 2, ObjectKeys.StampOf(world.Copies[0])!.ToString()!), (await bob.Service().StatusAsync()).OlderCopy);
    }

    [Fact]
    public async Task A_change_is_ahead()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");

        Assert.Equal(SyncRelation.LocalAhead, (await alice.Service().StatusAsync()).Relation);
    }

    [Fact]
    public async Task The_secrets_directory_is_clean_edited_outdated_or_unknown()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        Assert.Equal(SecretsState.Clean, await SecretsAsync(alice));

        alice.Write(("token", "edited"));
        Assert.Equal(SecretsState.Edited, await SecretsAsync(alice));
        alice.Write(("token", "one"));
        Assert.Equal(SecretsState.Clean, await SecretsAsync(alice));

        var bob = await world.Newcomer("bob").Bootstrapped().Pushed("bob's");
        await alice.Service().PullAsync();
        Assert.Equal(SecretsState.Outdated, await SecretsAsync(alice));
        alice.Write(("token", "edited"));
        Assert.Equal(SecretsState.EditedAndOutdated, await SecretsAsync(alice));
        alice.Write(("token", "bob's"));
        Assert.Equal(SecretsState.Clean, await SecretsAsync(alice));

        var container = await world.Newcomer("container").Pulled();
        Assert.Equal(SecretsState.Missing, await SecretsAsync(container));
        container.Write(("token", "one"));
        Assert.Equal(SecretsState.NeverUnlocked, await SecretsAsync(container));
    }

    [Fact]
    public async Task No_passphrase_is_needed_and_a_new_one_leaves_the_directory_clean()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var next = Path.Combine(alice.Root, "next");
        await File.WriteAllTextAsync(next, "battery staple");
        await alice.Service(s => s with { NewPassphraseFile = next }).RekeyAsync();

        Assert.Equal(SecretsState.Clean, await SecretsAsync(alice));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_compared_is_a_notice_and_no_failure()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");

        var status = await alice.Service(s => s with { SecretsDirectory = alice.Root }).StatusAsync();

        Assert.Equal(SyncRelation.InSync, status.Relation);
        Assert.Null(status.Secrets);
        Assert.Contains(status.Notices, notice => notice.StartsWith("the secrets directory was not compared: ", StringComparison.Ordinal));
    }

    private static async Task<SecretsState?> SecretsAsync(Machine machine) =>
        (await machine.Service(s => s with { Passphrase = null }).StatusAsync()).Secrets?.State;
}
