using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests;

/// <summary>After lost memory, lost files or lost responses, running the same step again finishes the work.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task Without_sync_json_the_same_bytes_are_recognised()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        File.Delete(alice.Beside("sync.json"));

        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
        File.Delete(alice.Beside("sync.json"));
        Assert.Equal(PullOutcome.Unchanged, (await alice.Service().PullAsync()).Outcome);
        File.WriteAllText(alice.Beside("sync.json"), "{ not json");
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
    }

    [Fact]
    public async Task Without_sync_json_a_push_of_an_older_version_says_that_a_pull_loses_nothing()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var old = alice.VaultBytes;
        await alice.PushAsync("two");
        File.WriteAllBytes(alice.VaultFile, old);
        File.Delete(alice.Beside("sync.json"));

        var failure = await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);

        Assert.Contains("PullVault", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(PullOutcome.Pulled, (await alice.Service().PullAsync()).Outcome);
        Assert.Equal(world.Latest, alice.VaultBytes);
    }

    [Fact]
    public async Task A_deleted_vault_file_is_pulled_again()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        File.Delete(alice.VaultFile);

        Assert.Equal(PullOutcome.Pulled, (await alice.Service().PullAsync()).Outcome);
        Assert.Equal(world.Latest, alice.VaultBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_vault_cut_in_half_is_never_pushed_and_is_set_aside_by_a_pull(bool remembers)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var half = alice.VaultBytes[..(alice.VaultBytes.Length / 2)];
        File.WriteAllBytes(alice.VaultFile, half);
        if (!remembers)
        {
            File.Delete(alice.Beside("sync.json"));
        }

        Assert.Equal(
            remembers ? SyncRelation.Damaged : SyncRelation.Unrelated, (await alice.Service().StatusAsync()).Relation);
        var failure = await Assert.ThrowsAsync<VaultException>(() => alice.Service().PushAsync());
        Assert.Equal(ExitCode.Integrity, failure.Error.ExitCode);

        var pulled = await alice.Service().PullAsync();
        Assert.Equal(world.Latest, alice.VaultBytes);
        Assert.Equal(half, File.ReadAllBytes(pulled.SetAside!));
    }

    [Fact]
    public async Task Without_a_passphrase_a_vault_cut_in_half_is_recognised_by_its_salt()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        File.WriteAllBytes(alice.VaultFile, alice.VaultBytes[..100]);

        await Machine.FailsAsync(() => alice.Service(s => s with { Passphrase = null }).PushAsync(), VaultErrors.VaultDamaged);
        Assert.NotNull((await alice.Service(s => s with { Passphrase = null }).PullAsync()).SetAside);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_is_an_hour_off_is_a_notice_only(int hours)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(hours));
        await using var world = await World.StartAsync(clock: clock);
        var alice = world.Machine("alice");
        await alice.Service().SetupStorageAsync();
        await alice.SaveAsync("one");

        var pushed = await alice.Service().PushAsync();

        Assert.Contains(pushed.Notices, notice => notice.Contains("60 minutes", StringComparison.Ordinal));
        Assert.Equal(new Stamp(clock.GetUtcNow()), ObjectKeys.StampOf(pushed.HistoryKey!));
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
        Assert.Equal(SyncRelation.InSync, (await alice.Service().StatusAsync()).Relation);
        Assert.Equal(PullOutcome.Pulled, (await world.Machine("bob").Service().PullAsync()).Outcome);
    }

    [Fact]
    public async Task A_body_that_stalls_is_not_requested_again()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        File.Delete(alice.VaultFile);
        world.S3.ResetRequests();
        world.S3.Faults.On("GetObject", Fault.StallBody(100));

        await Machine.FailsAsync(() => alice.Service(s => s with { RequestTimeout = TimeSpan.FromSeconds(1) }).PullAsync(), VaultErrors.StoreUnreachable);

        Assert.Equal(1, world.S3.CountOf("GetObject"));
    }

    [Fact]
    public async Task Another_bucket_is_another_remote()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        await alice.Service(s => s with { Bucket = "another-bucket" }).SetupStorageAsync();

        Assert.Equal(PushOutcome.Pushed, (await alice.Service(s => s with { Bucket = "another-bucket" }).PushAsync()).Outcome);
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service(s => s with { Bucket = "another-bucket" }).PushAsync()).Outcome);
    }

    [Fact]
    public async Task A_missing_history_copy_is_created_before_latest_is_replaced()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var one = alice.VaultBytes;
        world.Bucket.Remove(world.Copies[0]);
        await alice.SaveAsync("two");

        await alice.Service().PushAsync();

        Assert.Equal(2, world.Copies.Count);
        Assert.True(world.HistoryHolds(one));
    }

    [Fact]
    public async Task A_copy_with_replaced_bytes_does_not_count_as_the_copy()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var one = alice.VaultBytes;
        var copy = world.Bucket.Get(world.Copies[0])!;
        world.Bucket.Put(copy.Key, new byte[one.Length], copy.Metadata);
        await alice.SaveAsync("two");

        await alice.Service().PushAsync();

        Assert.True(world.HistoryHolds(one));
    }

    [Fact]
    public async Task A_lost_answer_to_the_write_is_recognised_as_our_own()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        world.S3.Faults.OnNth(1, "PutObject", Fault.ResetAfterCommit);

        Assert.Equal(PushOutcome.Pushed, (await alice.Service(s => s with { Retries = 0 }).PushAsync()).Outcome);
        Assert.Equal(alice.VaultBytes, world.Latest);
        Assert.Equal(2, world.Copies.Count);
    }

    [Fact]
    public async Task Requests_to_a_busy_store_are_retried()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { ConflictOnConditionalPut = 0 });
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        world.S3.Faults.On("PutObject", 2, Fault.Status(409, "ConditionalRequestConflict"));

        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);
        Assert.Equal(alice.VaultBytes, world.Latest);
    }

    [Theory]
    [InlineData(501, "NotImplemented")]
    [InlineData(403, "AccessDenied")]
    public async Task If_the_store_does_not_copy_the_bytes_are_sent_again(int status, string code)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        world.S3.Faults.On("CopyObject", Fault.Status(status, code));

        await alice.Service().PushAsync();

        Assert.True(world.HistoryHolds(alice.VaultBytes));
    }

    [Fact]
    public async Task Etags_that_are_no_md5_cost_no_second_upload()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { KmsStyleEtags = true });
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        world.S3.ResetRequests();

        await alice.Service().PushAsync();

        Assert.Equal(1, world.S3.CountOf("PutObject"));
        Assert.Equal(2, world.Copies.Count);
        await alice.PushAsync("three");
        Assert.Equal(3, world.Copies.Count);
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
        Assert.Contains((await alice.Service().ListHistoryAsync()).Entries, entry => entry is { Index: 1, IsLatest: true });
    }

    [Fact]
    public async Task A_copy_that_fails_for_good_is_pending_and_the_next_run_only_creates_it()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        world.S3.Faults.On("CopyObject", Fault.Status(500, "InternalError"));
        world.S3.Faults.On(r => r.Operation == "PutObject" && r.Key != ObjectKeys.Latest, Fault.Status(500, "InternalError"));

        await Machine.FailsAsync(() => alice.Service(s => s with { Retries = 0 }).PushAsync(), VaultErrors.CopyPending);
        Assert.Equal(alice.VaultBytes, world.Latest);
        Assert.NotNull((await alice.Service().StatusAsync()).PendingHistoryKey);

        world.S3.Faults.Clear();
        world.S3.ResetRequests();
        Assert.Equal(PushOutcome.Finished, (await alice.Service().PushAsync()).Outcome);
        Assert.Equal(0, world.S3.CountOf("PutObject"));
        Assert.True(world.HistoryHolds(alice.VaultBytes));
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
    }

    [Fact]
    public async Task A_pending_push_that_was_overwritten_is_still_kept()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one").Saved("two");
        world.S3.Faults.On("CopyObject", Fault.Status(500, "InternalError"));
        world.S3.Faults.On(r => r.Operation == "PutObject" && r.Key != ObjectKeys.Latest, Fault.Status(500, "InternalError"));
        await Machine.FailsAsync(() => alice.Service(s => s with { Retries = 0 }).PushAsync(), VaultErrors.CopyPending);
        world.S3.Faults.Clear();
        var foreign = World.NotOurVault();
        world.WriteLikeTheGoTool(foreign, new string('b', 64));

        await Machine.FailsAsync(() => alice.Service().PullAsync(), VaultErrors.UnpushedChanges);
        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.RemoteMoved);

        Assert.Equal(foreign, world.Latest);
        Assert.True(world.HistoryHolds(alice.VaultBytes));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    public async Task A_download_that_arrives_damaged_is_requested_again(string damage)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = world.Machine("bob");
        world.S3.Faults.OnNth(1, "GetObject", damage == "cut" ? Fault.CutBody(100) : Fault.FlipByte(100));

        await bob.Service().PullAsync();

        Assert.Equal(alice.VaultBytes, bob.VaultBytes);
    }

    [Fact]
    public async Task A_download_that_stays_damaged_replaces_nothing()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Pulled();
        await alice.PushAsync("two");
        var before = bob.VaultBytes;
        world.S3.Faults.On("GetObject", Fault.FlipByte(^1));

        await Machine.FailsAsync(() => bob.Service(s => s with { Retries = 1 }).PullAsync(), VaultErrors.DownloadDamaged);

        Assert.Equal(before, bob.VaultBytes);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(bob.VaultFile)!, "*tmp*"));
    }

    [Fact]
    public async Task A_vault_sealed_again_with_an_unknown_passphrase_replaces_nothing()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = await world.Newcomer("bob").Pulled();
        var before = bob.VaultBytes;
        File.WriteAllText(Path.Combine(alice.Root, "next"), "new one");
        await alice.Service(s => s with { NewPassphraseFile = Path.Combine(alice.Root, "next") }).RekeyAsync();

        var failure = await Machine.FailsAsync(() => bob.Service().PullAsync(), VaultErrors.VaultDoesNotOpen);

        Assert.Contains("re-sealed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("alice@host", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, bob.VaultBytes);
        await bob.Service(s => s with { Passphrase = null }).PullAsync();
        Assert.Equal(world.Latest, bob.VaultBytes);
    }
}
