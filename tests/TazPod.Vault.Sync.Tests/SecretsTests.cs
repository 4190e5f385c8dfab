using TazPod.Testing;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Options;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

public sealed class SecretsTests
{
    [Fact]
    public async Task A_cached_passphrase_of_another_user_is_not_carried_into_a_tree_of_ours()
    {
        if (!Foreigner.IsHere)
        {
            Assert.Skip(Foreigner.Reason);
            return;
        }

        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved("one");
        alice.Write((".vault_pass", "another passphrase"));
        Foreigner.Own(Path.Combine(alice.Secrets, ".vault_pass"));
#pragma warning disable CA1416 // Linux only.
        File.SetUnixFileMode(alice.Secrets, (UnixFileMode)0x1FF);
#pragma warning restore CA1416

        var failure = await Machine.FailsAsync(() => alice.Service().UnlockAsync(), VaultErrors.PassphraseUnusable);
        Assert.Contains($"uid {Foreigner.Id}", failure.Message, StringComparison.Ordinal);
        Assert.Equal([".vault_pass"], alice.Read().Keys);

        // As the hint says.
        File.Delete(Path.Combine(alice.Secrets, ".vault_pass"));
        await alice.Service().UnlockAsync();
        Assert.Equal(["token"], alice.Read().Keys);
    }

    [Fact]
    public async Task Saving_the_same_tree_again_leaves_the_file_alone()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var before = alice.VaultBytes;
        File.SetLastWriteTimeUtc(Path.Combine(alice.Secrets, "token"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.WriteAllText(Path.Combine(alice.Secrets, ".vault_pass"), "correct horse");

        Assert.False((await alice.Service().SaveAsync()).Saved);
        Assert.Equal(before, alice.VaultBytes);
    }

    [Fact]
    public async Task A_path_of_4000_bytes_is_saved_pushed_and_restored()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have shorter paths");
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var deep = string.Join('/', Enumerable.Repeat(new string('d', 199), 19).Append(new string('f', 200)));
        Assert.Equal(4000, deep.Length);
        alice.Write((deep, "far away"));
        await alice.Service().SaveAsync();
        await alice.Service().PushAsync();

        var bob = await world.Newcomer("bob").Pulled();
        await bob.Service().UnlockAsync();

        Assert.Equal("far away", bob.Read()[deep]);
        await bob.Service().LockAsync();
        Assert.False(Directory.Exists(bob.Secrets));
    }

    [Fact]
    public async Task An_empty_or_missing_tree_is_refused_unless_allowed()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");

        await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.SecretsNotFound);
        Directory.CreateDirectory(alice.Secrets);
        await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.EmptyTree);
        Assert.False(File.Exists(alice.VaultFile));
        Assert.True((await alice.Service().SaveAsync(new SaveOptions { AllowEmpty = true })).Saved);
    }

    [Fact]
    public async Task A_passphrase_that_does_not_open_the_local_vault_does_not_seal_a_new_one()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var before = alice.VaultBytes;
        alice.Write(("token", "two"));

        await Machine.FailsAsync(
            () => alice.Service(s => s with { Passphrase = Passphrase.FromText("typo") }).SaveAsync(), VaultErrors.VaultDoesNotOpen);

        Assert.Equal(before, alice.VaultBytes);
    }

    [Fact]
    public async Task A_vault_that_exists_nowhere_else_is_not_replaced_by_a_strange_tree()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var other = Path.Combine(alice.Root, "other");
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "x"), "y");

        await Machine.FailsAsync(() => alice.Service(s => s with { SecretsDirectory = other }).SaveAsync(), VaultErrors.StaleTree);
    }

    [Theory]
    [InlineData("as it was unlocked")]
    [InlineData("saved, and set aside by a pull")]
    public async Task An_older_tree_without_edits_is_brought_up_to_date_by_the_step_that_the_refusal_names(string tree)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Bootstrapped();
        if (tree != "as it was unlocked")
        {
            await alice.SaveAsync("mine");
        }

        await bob.PushAsync("two");
        await alice.Service().PullAsync(new PullOptions { Force = true });

        var refusal = await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.StaleTree);

        Assert.Contains("run UnlockVault.", refusal.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("MergeVault", refusal.Hint, StringComparison.Ordinal);
        await alice.Service().UnlockAsync();
        Assert.Equal("two", alice.Read()["token"]);
        Assert.Equal("unchanged", (await alice.Service().SaveAsync()).Status);
    }

    [Fact]
    public async Task Unlock_restores_every_file_and_replaces_the_tree_it_unlocked_before()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        alice.Write(("a/b/c", "deep"), ("token", "one"));
        Directory.CreateDirectory(Path.Combine(alice.Secrets, "empty"));
        await alice.Service().SaveAsync();
        await alice.Service().PushAsync();
        var bob = world.Machine("bob");

        Assert.True((await bob.Service().BootstrapAsync()).Unlock.Unlocked);
        Assert.Equal(alice.Read(), bob.Read());
        Assert.True(Directory.Exists(Path.Combine(bob.Secrets, "empty")));
        Assert.False((await bob.Service().UnlockAsync()).Unlocked);

        alice.Write(("token", "two"));
        await alice.Service().SaveAsync();
        await alice.Service().PushAsync();
        await bob.Service().BootstrapAsync();
        Assert.Equal(alice.Read(), bob.Read());
        Assert.Empty(Directory.EnumerateFileSystemEntries(bob.Root, ".secrets*"));
    }

    [Fact]
    public async Task Unlock_does_not_replace_edits_unless_forced_and_then_keeps_them()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        alice.Write(("token", "edited"));

        await Machine.FailsAsync(() => alice.Service().UnlockAsync(), VaultErrors.SecretsEdited);
        Assert.Equal("edited", alice.Read()["token"]);

        var unlocked = await alice.Service().UnlockAsync(new UnlockOptions { Force = true });
        Assert.Equal("one", alice.Read()["token"]);
        Assert.Equal("edited", alice.Read(unlocked.SetAside!)["token"]);
    }

    [Fact]
    public async Task The_cached_passphrase_is_carried_over_and_never_packed()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("token", "one"), (".vault_pass", "correct horse"));
        await alice.Service().SaveAsync();
        alice.Write(("token", "one"), ("more", "two"), (".vault_pass", "correct horse"));
        await alice.Service().SaveAsync();
        File.Delete(Path.Combine(alice.Secrets, "more"));

        await alice.Service().UnlockAsync(new UnlockOptions { Force = true });

        Assert.Equal("correct horse", alice.Read()[".vault_pass"]);
        var elsewhere = Path.Combine(alice.Root, "elsewhere");
        await alice.Service(s => s with { SecretsDirectory = elsewhere }).UnlockAsync();
        Assert.Equal(["more", "token"], alice.Read(elsewhere).Keys.Order());
    }

    [Fact]
    public async Task Lock_removes_only_a_tree_that_the_vault_can_restore()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        alice.Write(("token", "edited"));

        await Machine.FailsAsync(() => alice.Service().LockAsync(), VaultErrors.SecretsEdited);
        Assert.Equal("edited", alice.Read()["token"]);

        var aside = (await alice.Service().LockAsync(new LockOptions { Force = true })).SetAside!;
        Assert.Equal("edited", alice.Read(aside)["token"]);
        await alice.Service().UnlockAsync();
        Assert.True((await alice.Service().LockAsync()).Removed);
        Assert.False(Directory.Exists(alice.Secrets));
        Assert.False((await alice.Service().LockAsync()).Removed);
        await alice.Service().UnlockAsync();
        Assert.Equal("one", alice.Read()["token"]);
    }

    [Fact]
    public async Task Without_memory_an_unlock_does_not_claim_to_know_the_old_tree()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        alice.Write(("token", "another vault's"));
        File.Delete(alice.Beside("sync.json"));

        var failure = await Machine.FailsAsync(() => alice.Service().UnlockAsync(), VaultErrors.SecretsEdited);
        Assert.EndsWith("differs from the vault, and its origin is unknown", failure.Message, StringComparison.Ordinal);

        var unlocked = await alice.Service().UnlockAsync(new UnlockOptions { Force = true });
        Assert.Contains($"the previous content of '{alice.Secrets}' differed from the vault; it is kept as '{unlocked.SetAside}'", unlocked.Notices);
    }

    [Fact]
    public async Task Lock_reports_a_file_instead_of_a_directory_and_a_wrong_passphrase()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");

        await Machine.FailsAsync(
            () => alice.Service(s => s with { SecretsDirectory = alice.VaultFile }).LockAsync(new LockOptions { Force = true }), VaultErrors.SecretsDirectoryRefused);
        var file = Path.Combine(alice.Root, "file");
        await File.WriteAllTextAsync(file, "x");
        await Machine.FailsAsync(() => alice.Service(s => s with { SecretsDirectory = file }).LockAsync(new LockOptions { Force = true }), VaultErrors.SecretsDirectoryRefused);
        Assert.True(File.Exists(file));

        var wrong = Passphrase.FromText("wrong");
        await Machine.FailsAsync(() => alice.Service(s => s with { Passphrase = wrong }).LockAsync(), VaultErrors.VaultDoesNotOpen);
        Assert.Equal("one", alice.Read()["token"]);
        Assert.NotNull((await alice.Service(s => s with { Passphrase = wrong }).LockAsync(new LockOptions { Force = true })).SetAside);
    }

    [Fact]
    public async Task A_pull_reports_that_the_given_passphrase_does_not_open_it()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");

        var wrong = await world.Machine("bob").Service(s => s with { Passphrase = Passphrase.FromText("wrong") }).PullAsync(new PullOptions { Force = true });
        var none = await world.Machine("carol").Service(s => s with { Passphrase = null }).PullAsync();

        Assert.EndsWith("verified, and the given passphrase does not open it", wrong.Summary, StringComparison.Ordinal);
        Assert.EndsWith("verified, not opened (no passphrase available)", none.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_where_the_vault_file_should_be_is_named()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        alice.Write(("token", "one"));
        Func<Task>[] verbs =
        [
            () => In(alice).PushAsync(), () => In(alice).PullAsync(), () => In(alice).SaveAsync(), () => In(alice).UnlockAsync(),
            () => In(alice).StatusAsync(),
        ];

        foreach (var verb in verbs)
        {
            var failure = await Machine.FailsAsync(verb, VaultErrors.InvalidSetting);
            Assert.Contains("is a directory, but the vault must be a file", failure.Message, StringComparison.Ordinal);
        }

        VaultService In(Machine machine) => machine.Service(s => s with { VaultFile = Path.Combine(machine.Root, "ws") });
    }

    [Fact]
    public async Task A_directory_that_was_never_unlocked_here_is_not_removed()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var other = Path.Combine(alice.Root, "other");
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "token"), "one");

        await Machine.FailsAsync(() => alice.Service(s => s with { SecretsDirectory = other }).LockAsync(), VaultErrors.SecretsEdited);
    }

    [Fact]
    public async Task Read_only_directories_in_the_tree_are_no_obstacle()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("d/e/token", "one"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(alice.Secrets, "d", "e"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await alice.Service().SaveAsync();
        await alice.Service().LockAsync();
        await alice.Service().UnlockAsync();

        Assert.Equal(Convert.ToInt32("500", 8), FileFacts.Of(Path.Combine(alice.Secrets, "d", "e")).Mode);
        await alice.Service().LockAsync();
        Assert.False(Directory.Exists(alice.Secrets));
    }

    [Fact]
    public async Task Two_verbs_on_one_workspace_never_run_at_once()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved("one");
        var started = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        world.S3.Faults.OnNth(1, "HeadObject", Fault.Before(async () =>
        {
            started.SetResult();
            await finish.Task;
        }));
        var push = alice.Service().PushAsync();
        await started.Task;

        var failure = await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.WorkspaceBusy);
        Assert.Contains("PushVault by alice@host", failure.Message, StringComparison.Ordinal);

        finish.SetResult();
        await push;
        await alice.Service().SaveAsync();
    }

    [Theory]
    [InlineData("the passphrase\n")]
    [InlineData("the passphrase")]
    public async Task A_final_line_end_of_the_passphrase_file_locks_no_one_out(string sealedWith)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("token", "one"));
        await alice.Service(s => s with { Passphrase = Passphrase.FromText(sealedWith), AllowOddPassphrase = true }).SaveAsync();
        await alice.Service(s => s with { Passphrase = Passphrase.FromText(sealedWith) }).PushAsync();
        var file = Path.Combine(alice.Root, "pass");
        File.WriteAllText(file, "the passphrase\n");
        VaultSettings FromFile(VaultSettings settings) => settings with { Passphrase = null, PassphraseFile = file };

        Assert.True((await alice.Service(FromFile).LockAsync()).Removed);
        Assert.True((await alice.Service(FromFile).UnlockAsync()).Unlocked);

        Assert.Equal("one", alice.Read()["token"]);
        var bob = world.Machine("bob");
        Assert.True((await bob.Service(FromFile).PullAsync()).Opened);
        await bob.Service(FromFile).UnlockAsync();
        Assert.Equal("one", bob.Read()["token"]);
    }
}
