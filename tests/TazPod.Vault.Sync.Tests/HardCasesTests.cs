using System.Text.Json;
using TazPod.Testing.Processes;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Secrets.Swap;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Sequences that once lost data or led to a dead end.</summary>
public sealed class HardCasesTests
{
    private static bool IsLatestPut(S3Request r) => r.Operation == "PutObject" && r.Key == ObjectKeys.Latest;

    [Fact]
    public async Task Our_own_push_whose_response_was_lost_is_no_conflict_after_an_edit()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        world.S3.Faults.On(IsLatestPut, Fault.ResetAfterCommit);
        world.S3.Faults.OnNth(2, "HeadObject", Fault.Status(500, "InternalError"));
        await Assert.ThrowsAsync<VaultException>(() => alice.Service(s => s with { Retries = 0 }).PushAsync());
        world.S3.Faults.Clear();
        Assert.Equal(alice.VaultBytes, world.Latest);
        await alice.SaveAsync("three");
        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_latest_is_a_conflict_and_can_be_pushed_over(bool force)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var latest = world.Bucket.Get(ObjectKeys.Latest)!;
        world.Bucket.Put(ObjectKeys.Latest, latest.Content.ToArray().AsSpan(0, 50), latest.Metadata);
        if (!force)
        {
            await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);
            return;
        }

        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync(new PushOptions { Force = true })).Outcome);
    }

    private static async Task<Machine> EightCopiesAsync(World world)
    {
        var alice = await world.Prepare("alice");
        for (var turn = 0; turn < 8; turn++)
        {
            await alice.SaveAsync($"{turn}");
            await alice.Service(s => s with { Retention = 50 }).PushAsync();
        }

        var bob = await world.Newcomer("bob").Bootstrapped();
        return bob;
    }

    [Fact]
    public async Task Two_pushes_with_a_small_retention_do_not_empty_the_history_of_others()
    {
        await using var world = await World.StartAsync();
        var bob = await EightCopiesAsync(world);
        await bob.SaveAsync("bob1");
        await bob.Service(s => s with { Retention = 1 }).PushAsync();
        await bob.SaveAsync("bob2");
        await bob.Service(s => s with { Retention = 1 }).PushAsync();
        Assert.Equal(10, world.Copies.Count);
    }

    [Fact]
    public async Task Finishing_a_push_with_a_small_retention_does_not_empty_the_history_of_others()
    {
        await using var world = await World.StartAsync();
        var bob = await EightCopiesAsync(world);
        await bob.SaveAsync("bob1");
        world.S3.Faults.On("CopyObject", Fault.Status(500, "InternalError"));
        world.S3.Faults.On(r => r.Operation == "PutObject" && r.Key != ObjectKeys.Latest, Fault.Status(500, "InternalError"));
        await Machine.FailsAsync(() => bob.Service(s => s with { Retries = 0, Retention = 1 }).PushAsync(), VaultErrors.CopyPending);
        world.S3.Faults.Clear();
        await bob.Service(s => s with { Retention = 1 }).PushAsync();
        Assert.Equal(9, world.Copies.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_small_retention_spares_the_history_when_latest_lost_its_label_or_was_deleted(bool deleted)
    {
        await using var world = await World.StartAsync();
        var bob = await EightCopiesAsync(world);
        if (deleted)
        {
            world.Bucket.Remove(ObjectKeys.Latest);
        }
        else
        {
            world.WriteLikeTheGoTool(world.Latest!, new string('a', 64));
        }

        await bob.SaveAsync("bob1");
        await bob.Service(s => s with { Retention = 1 }).PushAsync();
        Assert.Equal(9, world.Copies.Count);
    }

    [Fact]
    public async Task The_replaced_version_survives_the_same_push()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").With(s => s with { Retention = 2 }).Pushed("one", "two", "three");

        var two = world.Bucket.Get(world.Copies[0])!;
        world.Bucket.Put(ObjectKeys.Latest, two.Content.Span, two.Metadata); // restored in the console
        var stood = world.Latest!;
        var bob = await world.Newcomer("bob").Bootstrapped().Saved("four");
        await bob.Service(s => s with { Retention = 2 }).PushAsync();
        Assert.True(world.HistoryHolds(stood));
    }

    [Fact]
    public async Task A_refused_write_never_becomes_a_history_copy()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.SaveAsync("from alice");
        await bob.SaveAsync("from bob");
        world.S3.Faults.OnNth(1, IsLatestPut, Fault.Before(() =>
        {
            world.S3.Faults.Clear();
            return alice.Service().PushAsync();
        }));
        await Machine.FailsAsync(() => bob.Service().PushAsync(), VaultErrors.RemoteMoved);
        await Machine.FailsAsync(() => bob.Service().PushAsync(), VaultErrors.RemoteMoved);
        Assert.False(world.HistoryHolds(bob.VaultBytes));
    }

    [Fact]
    public async Task A_stale_tree_is_refused_although_the_vault_file_was_deleted()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.PushAsync("newer");
        await bob.Service().PullAsync();
        File.Delete(bob.VaultFile);
        var newer = world.Latest;
        try
        {
            await bob.Service().SaveAsync();
            await bob.Service().PushAsync();
        }
        catch (VaultException)
        {
        }

        Assert.Equal(newer, world.Latest);
    }

    [Fact]
    public async Task A_tree_from_an_equal_vault_is_not_stale()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.SaveAsync("same");
        await bob.SaveAsync("same");
        await alice.Service().PushAsync();
        Assert.Equal(PushOutcome.Unchanged, (await bob.Service().PushAsync()).Outcome);
        await bob.Service().PullAsync();
        File.WriteAllText(Path.Combine(bob.Secrets, "token"), "edited");
        Assert.True((await bob.Service().SaveAsync()).Saved);
    }

    [Fact]
    public async Task An_unpushed_new_passphrase_is_not_undone_by_a_pull()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var next = Path.Combine(alice.Root, "next");
        File.WriteAllText(next, "another one");
        world.S3.Faults.On("PutObject", Fault.Status(503, "SlowDown"));
        await Machine.FailsAsync(() => alice.Service(s => s with { NewPassphraseFile = next, Retries = 0 }).RekeyAsync(), VaultErrors.StoreFailed);
        await Machine.FailsAsync(() => alice.Service().PullAsync(), VaultErrors.UnpushedChanges);
    }

    [Fact]
    public async Task A_linked_secrets_directory_is_locked_and_unlocked()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var link = Path.Combine(alice.Root, "link");
        Directory.CreateSymbolicLink(link, alice.Secrets);
        var service = () => alice.Service(s => s with { SecretsDirectory = link });
        await service().SaveAsync();
        await service().LockAsync();
        await service().UnlockAsync();
        Assert.Equal("one", alice.Read()["token"]);
    }

    [Fact]
    public async Task Save_again_repairs_the_sidecar()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var right = File.ReadAllText(alice.Beside("last-content.hash"));
        File.WriteAllText(alice.Beside("last-content.hash"), new string('0', 64)); // killed between vault and sidecar
        await alice.Service().SaveAsync();
        Assert.Equal(right, File.ReadAllText(alice.Beside("last-content.hash")));
    }

    [Fact]
    public async Task A_file_written_after_a_killed_swap_is_not_removed_by_its_recovery()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("token", "new"));
        var swap = new InPlaceSwap(alice.Secrets);
        var stage = Path.Combine(alice.Secrets, ".tazpod-stage");
        PrivateDirectory.Create(Path.Combine(stage, "new"));
        File.WriteAllBytes(
            Path.Combine(stage, "journal.json"),
            JsonSerializer.SerializeToUtf8Bytes(
                new SwapJournal { Stage = FileFacts.Of(stage).Inode, Incoming = ["token"] }, SwapJournalJson.Default.SwapJournal));
        File.WriteAllText(Path.Combine(alice.Secrets, "added"), "by hand, after the kill");
        swap.Recover();
        Assert.Contains("added", alice.Read().Keys);
    }

    [Fact]
    public async Task A_foreign_save_during_a_pull_is_not_discarded()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Pulled();
        await alice.PushAsync("two");
        var foreign = World.NotOurVault();
        world.S3.Faults.OnNth(1, "GetObject", Fault.Before(() => File.WriteAllBytes(bob.VaultFile, foreign)));
        try
        {
            await bob.Service().PullAsync();
        }
        catch (VaultException)
        {
        }

        Assert.Contains(
            Directory.EnumerateFiles(Path.GetDirectoryName(bob.VaultFile)!), path => File.ReadAllBytes(path).AsSpan().SequenceEqual(foreign));
    }

    [Fact]
    public async Task After_a_new_passphrase_an_unedited_tree_is_replaced()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        var next = Path.Combine(alice.Root, "next");
        File.WriteAllText(next, "another one");
        alice.Write(("token", "two"));
        await alice.Service().SaveAsync();
        await alice.Service(s => s with { NewPassphraseFile = next }).RekeyAsync();
        await bob.Service(s => s with { Passphrase = Passphrase.FromText("another one") }).BootstrapAsync();
        Assert.Equal("two", bob.Read()["token"]);
    }

    [Fact]
    public async Task An_aside_inside_the_tree_survives_a_swap_by_rename()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var aside = Path.Combine(alice.Secrets, ".tazpod-20260101T000000.local");
        Directory.CreateDirectory(aside);
        File.WriteAllText(Path.Combine(aside, "edits"), "kept by an earlier --force");
        await alice.Service().LockAsync();
        Assert.Contains(
            Directory.EnumerateFiles(alice.Root, "edits", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public async Task Every_key_that_was_not_pruned_is_reported()
    {
        await using var world = await World.StartAsync();
        var alice = await EightCopiesAsync(world);
        var (first, second) = (world.Copies[0], world.Copies[1]);
        world.S3.Faults.On("DeleteObjects", Fault.DeleteError(key => key == first || key == second, "AccessDenied"));
        var failure = await Machine.FailsAsync(() => alice.Service(s => s with { Retention = 2 }).PruneHistoryAsync(), VaultErrors.AccessDenied);
        Assert.Contains(first, string.Join(" ", failure.Notices), StringComparison.Ordinal);
        Assert.Contains(second, string.Join(" ", failure.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_secrets_are_recognised_without_a_passphrase()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        await alice.SaveAsync("same");
        await bob.SaveAsync("same");
        await alice.Service().PushAsync();
        Assert.Equal(PushOutcome.Unchanged, (await bob.Service(s => s with { Passphrase = null }).PushAsync()).Outcome);
    }

    [Fact]
    public async Task A_lower_layer_directory_of_a_container_can_be_unlocked_over()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var root = Path.Combine(alice.Root, "ovl");
        Directory.CreateDirectory(root);
        Assert.SkipWhen(Run("mount", "-t", "tmpfs", "tmpfs", root) != 0, "no mounts here");
        try
        {
            foreach (var name in new[] { "l/secrets", "u", "w", "m" })
            {
                Directory.CreateDirectory(Path.Combine(root, name));
            }

            Assert.SkipWhen(
                Run("mount", "-t", "overlay", "overlay", "-o", $"lowerdir={root}/l,upperdir={root}/u,workdir={root}/w", $"{root}/m") != 0, "no overlay");
            var secrets = Path.Combine(root, "m", "secrets");
            await alice.Service(s => s with { SecretsDirectory = secrets }).UnlockAsync();
            Assert.Equal("one", File.ReadAllText(Path.Combine(secrets, "token")));
        }
        finally
        {
            foreach (var left in Directory.Exists(Path.Combine(root, "m")) ? Directory.EnumerateFileSystemEntries(Path.Combine(root, "m")) : [])
            {
                Console.Error.WriteLine("left: " + left);
            }

            Run("umount", "-l", Path.Combine(root, "m"));
            Run("umount", "-l", root);
        }
    }

    [Theory]
    [InlineData("{\"files\":null}")]
    [InlineData("{\"files\":{\"vault.tar.aes\":null}}")]
    [InlineData("{\"files\":{\"vault.tar.aes\":{\"remotes\":null}}}")]
    public async Task A_sync_json_with_nulls_is_replaced(string text)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        File.WriteAllText(alice.Beside("sync.json"), text);
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
    }

    [Fact]
    public async Task A_fault_of_the_vault_is_reported_before_a_fault_of_the_store()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        File.WriteAllBytes(alice.VaultFile, alice.VaultBytes[..20]);
        world.S3.Faults.On("HeadObject", Fault.Status(403, "AccessDenied"));
        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.VaultDamaged);
    }

    [Fact]
    public async Task Lock_force_needs_no_vault_that_opens()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        File.WriteAllBytes(alice.VaultFile, alice.VaultBytes[..80]);
        Assert.NotNull((await alice.Service().LockAsync(new LockOptions { Force = true })).SetAside);
    }

    [Fact]
    public async Task Force_for_a_stale_tree_does_not_change_the_passphrase()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        alice.Write(("token", "two"));
        await Machine.FailsAsync(
            () => alice.Service(s => s with { Passphrase = Passphrase.FromText("typo") }).SaveAsync(new SaveOptions { Force = true }), VaultErrors.VaultDoesNotOpen);
    }

    [Fact]
    public async Task A_linked_cached_passphrase_survives_an_unlock()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        var pass = Path.Combine(bob.Root, "pass");
        File.WriteAllText(pass, "correct horse");
        File.CreateSymbolicLink(Path.Combine(bob.Secrets, ".vault_pass"), pass);
        await alice.PushAsync("two");
        await bob.Service(s => s with { Passphrase = null }).BootstrapAsync();
        Assert.True(File.Exists(Path.Combine(bob.Secrets, ".vault_pass")));
    }

    [Fact]
    public async Task Unlock_without_a_vault_creates_nothing()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await Machine.FailsAsync(() => alice.Service().UnlockAsync(), VaultErrors.VaultNotFound);
        Assert.False(Directory.Exists(Path.Combine(alice.Root, "ws")));
    }

    private static int Run(string file, params string[] arguments) => new TestCommand(file, arguments).Run().ExitCode;
}
