using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>MergeVault brings two changed vaults together, and loses nothing.</summary>
public sealed class MergeTests
{
    private const string Next = "battery staple";

    [Fact]
    public async Task Changes_of_different_files_merge_into_a_vault_that_can_be_pushed()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"), ("b", "1"), ("new", "bob"));
        await SaveAsync(alice, ("a", "1"), ("b", "alice"));
        var unpushed = alice.VaultBytes;
        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);
        world.S3.ResetRequests();

        var merged = await alice.Service().MergeAsync();

        Assert.Equal(2, world.S3.Requests.Count);
        Assert.Equal(("merged", "1 added, 1 changed, 0 removed"), (merged.Status, merged.Counts.ToString()));
        Assert.Equal(unpushed, await File.ReadAllBytesAsync(Assert.Single(merged.Kept)));
        Assert.Equal("local-ahead", (await alice.Service().StatusAsync()).Status);
        Assert.Equal("pushed", (await alice.Service().PushAsync()).Status);
        await IsEverywhereAsync(alice, bob, ("a", "bob"), ("b", "alice"), ("new", "bob"));
    }

    [Fact]
    public async Task Edits_that_were_not_saved_merge_into_the_directory_and_the_vault()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"), ("b", "1"));
        alice.Write(("a", "1"), ("b", "1"), ("mine", "alice"));
        await alice.Service().PullAsync();
        Assert.Contains("MergeVault", (await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.StaleTree)).Hint, StringComparison.Ordinal);

        var merged = await alice.Service().MergeAsync();

        Assert.Equal(alice.Secrets, merged.SecretsDirectory);
        Assert.Equal(Files(("a", "1"), ("b", "1"), ("mine", "alice")), alice.Read(Assert.Single(merged.Kept)));
        Assert.Equal(Files(("a", "bob"), ("b", "1"), ("mine", "alice")), alice.Read());
        Assert.Equal(SecretsState.Clean, (await alice.Service().StatusAsync()).Secrets!.State);
        await alice.Service().PushAsync();
        await IsEverywhereAsync(alice, bob, ("a", "bob"), ("b", "1"), ("mine", "alice"));
    }

    [Fact]
    public async Task Without_local_changes_the_bytes_of_latest_are_taken()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"));

        var taken = await alice.Service().MergeAsync();

        Assert.Equal(("taken", 0), (taken.Status, taken.Kept.Count));
        Assert.Equal(world.Latest, alice.VaultBytes);
        Assert.Equal("in-sync", (await alice.Service().StatusAsync()).Status);
        Assert.Equal("unchanged", (await alice.Service().PushAsync()).Status);
    }

    [Fact]
    public async Task If_latest_has_not_changed_there_is_nothing_to_merge()
    {
        await using var world = await World.StartAsync();
        var (alice, _) = await BothAsync(world);
        world.S3.ResetRequests();

        Assert.Equal("unchanged", (await alice.Service(Locked).MergeAsync()).Status);

        Assert.Single(world.S3.Requests);
        alice.Write(("a", "edited"));
        Assert.Contains("SaveVault", (await alice.Service().MergeAsync()).Summary, StringComparison.Ordinal);
        await alice.Service().SaveAsync();
        Assert.Contains("PushVault", (await alice.Service().MergeAsync()).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_unlocked_directory_conflicts_are_listed_and_nothing_is_changed()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a.env", "A=bob\nB=1\n"));
        await SaveAsync(alice, ("a.env", "A=alice\nB=1\n"));
        await alice.Service().LockAsync();
        var before = alice.VaultBytes;

        var conflicts = await alice.Service().MergeAsync();

        Assert.Equal(("conflicts", false), (conflicts.Status, conflicts.Changed));
        Assert.Equal(("a.env", "both changed A"), (conflicts.Conflicts.Single().Name, conflicts.Conflicts.Single().Why));
        Assert.Equal((VaultErrors.MergeConflicts, ExitCode.Conflict), (conflicts.Failure!.Error, conflicts.Failure.ExitCode));
        Assert.Contains("Run UnlockVault, then MergeVault", conflicts.Failure.Hint, StringComparison.Ordinal);
        Assert.Equal(before, alice.VaultBytes);
        Assert.False(Directory.Exists(alice.Secrets));
        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);

        await alice.Service().UnlockAsync();
        Assert.NotNull((await alice.Service().MergeAsync()).Suffix);
    }

    [Fact]
    public async Task Conflicts_wait_in_the_directory_until_they_are_settled_and_saved()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"), ("b", "bob"), ("c", "1"));
        await SaveAsync(alice, ("a", "alice"), ("b", "1"), ("c", "1"), ("d", "alice"));
        var unpushed = alice.VaultBytes;

        var conflicts = await alice.Service().MergeAsync();

        var beside = $"a{conflicts.Suffix}";
        Assert.Equal(Files(("a", "alice"), (beside, "bob"), ("b", "bob"), ("c", "1"), ("d", "alice")), alice.Read());
        Assert.Equal(Files(("a", "alice"), ("b", "1"), ("c", "1"), ("d", "alice")), alice.Read(Assert.Single(conflicts.Kept)));
        Assert.Equal(unpushed, alice.VaultBytes);
        await AllAreRefusedAsync(alice);
        Assert.Contains("a merge waits", (await alice.Service().StatusAsync()).Summary, StringComparison.Ordinal);
        Assert.Contains(beside, (await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.MergePending)).Message, StringComparison.Ordinal);
        Assert.Equal(unpushed, alice.VaultBytes);

        await File.WriteAllTextAsync(Path.Combine(alice.Secrets, "a"), "alice and bob");
        File.Delete(Path.Combine(alice.Secrets, beside));
        var saved = await alice.Service().SaveAsync();
        Assert.Contains(saved.Notices, notice => notice.Contains("is kept as", StringComparison.Ordinal));
        Assert.Equal("pushed", (await alice.Service().PushAsync()).Status);
        await IsEverywhereAsync(alice, bob, ("a", "alice and bob"), ("b", "bob"), ("c", "1"), ("d", "alice"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_merge_that_waits_can_be_undone(bool isWorkedOn)
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"));
        alice.Write(("a", "alice"), ("mine", "alice"));
        var conflicts = await alice.Service().MergeAsync();
        if (isWorkedOn)
        {
            await File.WriteAllTextAsync(Path.Combine(alice.Secrets, "a"), "work");
        }

        var aborted = await alice.Service().MergeAsync(new MergeOptions { Abort = true });

        Assert.Equal("aborted", aborted.Status);
        Assert.Equal(Files(("a", "alice"), ("mine", "alice")), alice.Read());
        Assert.False(Directory.Exists(conflicts.Kept.Single()));
        Assert.Equal(isWorkedOn ? ["work"] : [], aborted.Kept.Select(kept => alice.Read(kept)["a"]));
        Assert.Null((await alice.Service().StatusAsync()).Merge);
        await Machine.FailsAsync(() => alice.Service().MergeAsync(new MergeOptions { Abort = true }), VaultErrors.InvalidSetting);
        Assert.NotNull((await alice.Service().MergeAsync()).Suffix);
    }

    [Theory]
    [InlineData(true, "alice")]
    [InlineData(false, "bob")]
    public async Task What_conflicts_can_be_settled_one_way(bool isOurs, string expected)
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"), ("b", "bob"));
        await SaveAsync(alice, ("a", "alice"), ("b", "1"));

        var merged = await alice.Service().MergeAsync(new MergeOptions { Ours = isOurs, Theirs = !isOurs });

        Assert.Empty(merged.Conflicts);
        await alice.Service().PushAsync();
        await IsEverywhereAsync(alice, bob, ("a", expected), ("b", "bob"));
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"), ("new", "bob"));
        alice.Write(("a", "alice"));
        var before = Everything(alice);

        var plan = await alice.Service().MergeAsync(new MergeOptions { Plan = true });

        Assert.Equal(("planned", false, null), (plan.Status, plan.Changed, plan.Failure));
        Assert.Equal(["new"], plan.Entries.Select(entry => entry.Path));
        Assert.Equal(["a"], plan.Conflicts.Select(conflict => conflict.Path));
        Assert.Equal(before, Everything(alice));
    }

    [Fact]
    public async Task Contradicting_options_are_refused()
    {
        await using var world = await World.StartAsync();
        var (alice, _) = await BothAsync(world);

        await Machine.FailsAsync(() => alice.Service().MergeAsync(new MergeOptions { Ours = true, Theirs = true }), VaultErrors.ContradictingSettings);
        await Machine.FailsAsync(() => alice.Service().MergeAsync(new MergeOptions { Abort = true, Plan = true }), VaultErrors.ContradictingSettings);
    }

    [Theory]
    [InlineData("pruned")]
    [InlineData("replaced")]
    [InlineData("forgotten")]
    public async Task Without_the_version_that_both_descend_from_everything_that_differs_is_a_conflict(string kind)
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        var old = Assert.Single(world.Copies);
        await SaveAndPushAsync(bob, ("a", "bob"), ("same", "1"), ("theirs", "bob"));
        await SaveAsync(alice, ("a", "1"), ("same", "1"), ("ours", "alice"));
        _ = kind switch
        {
            "pruned" => world.Bucket.Remove(old),
            "replaced" => world.Bucket.Put(old, world.Latest!, new Dictionary<string, string>()) is not null,
            _ => Forget(alice),
        };

        var conflicts = await alice.Service().MergeAsync();

        Assert.Contains(conflicts.Notices, notice => notice.Contains("everything that differs is a conflict", StringComparison.Ordinal));
        Assert.Equal(["a"], conflicts.Conflicts.Select(conflict => conflict.Path));
        Assert.Equal(["theirs"], conflicts.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public async Task The_version_that_both_descend_from_may_be_pinned_or_sealed_again()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await alice.Service().PinAsync();
        await SaveAndPushAsync(bob, ("a", "bob"), ("b", "1"));
        await bob.Service(Rekeyed).RekeyAsync(new RekeyOptions { WithHistory = true });
        Assert.True(world.Bucket.Remove(world.Copies[0]));
        await SaveAsync(alice, ("a", "1"), ("b", "alice"));
        await Machine.FailsAsync(() => alice.Service().MergeAsync(), VaultErrors.VaultDoesNotOpen);

        var merged = await alice.Service(Rekeyed).MergeAsync();

        Assert.Equal("merged", merged.Status);
        await alice.Service(New).PushAsync();
        await bob.Service(New).BootstrapAsync();
        Assert.Equal(Files(("a", "bob"), ("b", "alice")), bob.Read());
    }

    [Fact]
    public async Task A_waiting_merge_is_sealed_with_the_passphrase_of_latest()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"));
        await bob.Service(Rekeyed).RekeyAsync();
        alice.Write(("a", "alice"));
        var suffix = (await alice.Service(Rekeyed).MergeAsync()).Suffix;
        File.Delete(Path.Combine(alice.Secrets, $"a{suffix}"));
        await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.VaultDoesNotOpen);

        await alice.Service(New).SaveAsync();

        await alice.Service(New).PushAsync();
        await bob.Service(New).BootstrapAsync();
        Assert.Equal(Files(("a", "alice")), bob.Read());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_vault_with_changes_that_the_edited_directory_lacks_is_merged_too(bool bobPushes)
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        if (bobPushes)
        {
            await SaveAndPushAsync(bob, ("a", "bob"), ("b", "1"), ("c", "1"));
        }

        alice.Write(("a", "1"), ("b", "edited"), ("c", "1"));
        var elsewhere = Path.Combine(alice.Root, "elsewhere");
        VaultSettings There(VaultSettings settings) => settings with { SecretsDirectory = elsewhere };
        await alice.Service(There).UnlockAsync();
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "c"), "saved");
        await alice.Service(There).SaveAsync();
        await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.StaleTree);

        var merged = await alice.Service().MergeAsync();

        Assert.Equal(2, merged.Kept.Count);
        await alice.Service().PushAsync();
        await IsEverywhereAsync(alice, bob, ("a", bobPushes ? "bob" : "1"), ("b", "edited"), ("c", "saved"));
    }

    [Fact]
    public async Task Conflicts_of_three_sides_stand_side_by_side()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"), ("b", "1"));
        alice.Write(("a", "edited"), ("b", "1"));
        var elsewhere = Path.Combine(alice.Root, "elsewhere");
        VaultSettings There(VaultSettings settings) => settings with { SecretsDirectory = elsewhere };
        await alice.Service(There).UnlockAsync();
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "a"), "saved");
        await alice.Service(There).SaveAsync();

        var suffix = (await alice.Service().MergeAsync()).Suffix;

        Assert.Equal(Files(("a", "edited"), ($"a{suffix}", "bob"), ("a.theirs-local", "saved"), ("b", "1")), alice.Read());
        File.Delete(Path.Combine(alice.Secrets, $"a{suffix}"));
        await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.MergePending);
        File.Delete(Path.Combine(alice.Secrets, "a.theirs-local"));
        await alice.Service().SaveAsync();
        Assert.Equal("pushed", (await alice.Service().PushAsync()).Status);
    }

    [Fact]
    public async Task A_third_push_during_the_merge_is_found_by_the_push_and_merged_next()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"), ("b", "1"), ("c", "1"));
        await SaveAsync(alice, ("a", "1"), ("b", "alice"), ("c", "1"));
        await alice.Service().MergeAsync();
        await SaveAndPushAsync(bob, ("a", "bob"), ("b", "1"), ("c", "bob"));

        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);
        await alice.Service().MergeAsync();

        await alice.Service().PushAsync();
        await IsEverywhereAsync(alice, bob, ("a", "bob"), ("b", "alice"), ("c", "bob"));
    }

    [Fact]
    public async Task A_record_that_names_another_directory_is_not_followed()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"));
        alice.Write(("a", "alice"));
        var kept = (await alice.Service().MergeAsync()).Kept.Single();
        var precious = Directory.CreateDirectory(Path.Combine(alice.Root, "precious")).FullName;
        await File.WriteAllTextAsync(Path.Combine(precious, "file"), "x");
        var record = alice.Beside("sync.json");
        await File.WriteAllTextAsync(record, (await File.ReadAllTextAsync(record)).Replace(kept, precious, StringComparison.Ordinal));

        await Machine.FailsAsync(() => alice.Service().MergeAsync(new MergeOptions { Abort = true }), VaultErrors.NotOurs);

        Assert.True(File.Exists(Path.Combine(precious, "file")));
        Assert.True(Directory.Exists(kept));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_merge_whose_directories_are_gone_can_be_undone(bool isEmpty)
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"));
        alice.Write(("a", "alice"));
        Directory.Delete((await alice.Service().MergeAsync()).Kept.Single(), recursive: true);
        await Machine.FailsAsync(() => alice.Service().MergeAsync(new MergeOptions { Abort = true }), VaultErrors.SecretsNotFound);
        alice.Write();
        if (isEmpty)
        {
            Directory.CreateDirectory(alice.Secrets);
        }

        var aborted = await alice.Service().MergeAsync(new MergeOptions { Abort = true });

        Assert.Contains(aborted.Notices, notice => notice.Contains("is gone", StringComparison.Ordinal));
        await alice.Service().BootstrapAsync();
        Assert.Equal(Files(("a", "bob")), alice.Read());
    }

    [Fact]
    public async Task An_emptied_directory_does_not_remove_everything()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "1"), ("b", "1"), ("c", "1"), ("new", "bob"));
        alice.Write();
        Directory.CreateDirectory(alice.Secrets);

        await Machine.FailsAsync(() => alice.Service().MergeAsync(), VaultErrors.EmptyTree);

        await alice.Service().UnlockAsync();
        Assert.Equal("taken", (await alice.Service().MergeAsync()).Status);
    }

    [Fact]
    public async Task An_edit_during_the_merge_is_kept()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        await SaveAndPushAsync(bob, ("a", "bob"), ("b", "1"));
        await SaveAsync(alice, ("a", "1"), ("b", "1"), ("mine", "alice"));

        var merged = await alice.Service(observer: new DuringDownload(() => File.WriteAllText(Path.Combine(alice.Secrets, "b"), "edited"))).MergeAsync();

        Assert.Contains(merged.Kept.Where(Directory.Exists), kept => alice.Read(kept)["b"] == "edited");
        Assert.Equal(Files(("a", "bob"), ("b", "1"), ("mine", "alice")), alice.Read());
    }

    [Fact]
    public async Task A_change_back_that_was_saved_but_never_pushed_is_not_dropped()
    {
        await using var world = await World.StartAsync();
        var (alice, _) = await BothAsync(world);
        await SaveAsync(alice, ("a", "2"), ("b", "1"), ("c", "1"));
        var elsewhere = Path.Combine(alice.Root, "elsewhere");
        VaultSettings There(VaultSettings settings) => settings with { SecretsDirectory = elsewhere };
        await alice.Service(There).UnlockAsync();
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "a"), "1");
        await alice.Service(There).SaveAsync();
        alice.Write(("a", "2"), ("b", "edited"), ("c", "1"));

        var merged = await alice.Service().MergeAsync();

        Assert.Contains("a", merged.Conflicts.Select(conflict => conflict.Path));
    }

    [Fact]
    public async Task A_version_of_another_store_is_no_base()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = await BothAsync(world);
        var disk = Directory.CreateDirectory(Path.Combine(alice.Root, "disk")).FullName;
        VaultSettings Other(VaultSettings settings) => settings with { Storage = StorageLocation.InDirectory(disk), Endpoint = null };
        var carol = world.Machine("carol");
        await carol.Service(Other).SetupStorageAsync();
        carol.Write(("a", "1"));
        await carol.Service(Other).SaveAsync();
        await carol.Service(Other).PushAsync();
        await SaveAndPushAsync(bob, ("a", "1"), ("b", "1"), ("c", "1"), ("d", "bob"));
        await alice.Service(Other).PullAsync(new PullOptions { Force = true });
        await alice.Service().UnlockAsync(new UnlockOptions { Force = true });
        await SaveAsync(alice, ("a", "1"), ("z", "alice"));

        await alice.Service().MergeAsync();

        Assert.Equal(["a", "b", "c", "d", "z"], alice.Read().Keys.Order());
    }

    private static async Task<(Machine Alice, Machine Bob)> BothAsync(World world)
    {
        var alice = await world.Prepare("alice").Saved(("a", "1"), ("b", "1"), ("c", "1")).Pushed();
        return (alice, await world.Newcomer("bob").Bootstrapped());
    }

    private static async Task SaveAsync(Machine machine, params (string Path, string Text)[] files)
    {
        machine.Write(files);
        await machine.Service().SaveAsync();
    }

    private static async Task SaveAndPushAsync(Machine machine, params (string Path, string Text)[] files)
    {
        await SaveAsync(machine, files);
        await machine.Service().PushAsync();
    }

    private static async Task IsEverywhereAsync(Machine alice, Machine bob, params (string Path, string Text)[] files)
    {
        foreach (var machine in new[] { alice, bob })
        {
            await machine.Service().BootstrapAsync();
            Assert.Equal(Files(files), machine.Read());
            Assert.Equal("in-sync", (await machine.Service().StatusAsync()).Status);
        }
    }

    private static async Task AllAreRefusedAsync(Machine machine)
    {
        var service = machine.Service();
        foreach (var verb in new Func<Task>[]
        {
            () => service.PullAsync(),
            () => service.PushAsync(),
            () => service.UnlockAsync(new UnlockOptions { Force = true }),
            () => service.LockAsync(new LockOptions { Force = true }),
            () => service.RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true }),
            () => service.RekeyAsync(),
            () => service.BootstrapAsync(),
            () => service.MergeAsync(),
        })
        {
            var refusal = await Machine.FailsAsync(verb, VaultErrors.MergePending);
            Assert.Contains("SaveVault", refusal.Hint, StringComparison.Ordinal);
            Assert.Contains("MergeVault --abort", refusal.Hint, StringComparison.Ordinal);
        }
    }

    private static bool Forget(Machine machine)
    {
        File.Delete(machine.Beside("sync.json"));
        return true;
    }

    private static Dictionary<string, string> Files(params (string Path, string Text)[] files) => files.ToDictionary(file => file.Path, file => file.Text);

    private static Dictionary<string, string> Everything(Machine machine) =>
        Directory.EnumerateFiles(machine.Root, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith(".lock", StringComparison.Ordinal))
            .ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path)));

    private static VaultSettings Locked(VaultSettings settings) => settings with { Passphrase = null };

    private static VaultSettings New(VaultSettings settings) => settings with { Passphrase = Passphrase.FromText(Next) };

    private static VaultSettings Rekeyed(VaultSettings settings)
    {
        var file = Path.Combine(settings.HomeDirectory!, "new-passphrase");
        File.WriteAllText(file, Next);
        return settings with { NewPassphraseFile = file };
    }

    private sealed class DuringDownload(Action act) : IVaultObserver
    {
        public void Detail(string line)
        {
        }

        public void Transferred(string what, long done, long total)
        {
            if (what == "downloading latest")
            {
                act();
            }
        }
    }
}
