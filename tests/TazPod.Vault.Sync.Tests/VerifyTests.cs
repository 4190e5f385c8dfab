using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests;

/// <summary>VerifyVault reports for every vault in the store whether it can be restored, and if not, why.</summary>
public sealed class VerifyTests
{
    public static TheoryData<string> Stores => ["aws", "rgw", "managed keys"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Every_class_of_damage_is_distinguished(string kind)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await world.Prepare("alice");
        var keys = await FillAsync(alice, 7);
        var whole = keys.ToDictionary(key => key, key => world.Bucket.Get(key)!);
        Put(world, keys[0], Flipped(whole[keys[0]], -1), whole[keys[0]].Metadata);
        Put(world, keys[1], Flipped(whole[keys[1]], 50), null);
        Put(world, keys[2], whole[keys[2]].Content.ToArray()[..40], whole[keys[2]].Metadata);
        Put(world, keys[3], whole[keys[3]].Content.ToArray(), With(whole[keys[3]], ObjectLabels.ContentSha256, new string('0', 64)));
        Put(world, keys[4], whole[keys[4]].Content.ToArray(), With(whole[keys[4]], ObjectLabels.VaultSha256, new string('0', 64)));
        using (var stranger = world.Machine("stranger"))
        {
            stranger.Write(("token", "sealed with another passphrase"));
            await stranger.Service(Other).SaveAsync();
            Put(world, keys[5], stranger.VaultBytes, new Dictionary<string, string> { [ObjectLabels.VaultSha256] = Sha256(stranger.VaultBytes) });
        }

        var result = await alice.Service().VerifyAsync();

        Assert.Equal(
            [
                VaultCondition.Whole, VaultCondition.Whole, VaultCondition.OtherPassphrase, VaultCondition.Mislabelled,
                VaultCondition.Mislabelled, VaultCondition.Damaged, VaultCondition.DoesNotOpen, VaultCondition.Damaged,
            ],
            result.Vaults.Select(vault => vault.Condition));
        Assert.Equal([false, false, false, true, false, true, true, true], result.Vaults.Select(vault => vault.Fails));
        Assert.Equal(VaultErrors.VerificationFailed, result.Failure!.Error);
        Assert.False(result.Changed);
    }

    [Fact]
    public async Task Archived_copies_are_named_and_the_others_are_verified()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var keys = await FillAsync(alice, 3);
        world.S3.Faults.On(
            r => r.Operation == "GetObject" && r.Key == keys[1],
            Fault.Status(403, "InvalidObjectState", "The operation is not valid for the object's storage class"));

        var result = await alice.Service().VerifyAsync();

        Assert.Equal(3, result.Vaults.Count(vault => vault.Condition == VaultCondition.Whole));
        var archived = Assert.Single(result.Vaults, vault => vault.Condition == VaultCondition.Archived);
        Assert.Equal((keys[1], true), (archived.Key, archived.Fails));
        Assert.True(archived.Size > 0);
        Assert.Contains("is archived", result.Failure!.Message, StringComparison.Ordinal);

        var stamp = CopySelector.TryParseTime(ObjectKeys.StampOf(keys[1])!.ToString()!)!;
        var failure = await Machine.FailsAsync(() => alice.Service().PullAsync(new PullOptions { Copy = stamp }), VaultErrors.ObjectArchived);
        Assert.Contains("RestoreObject", failure.Hint, StringComparison.Ordinal);
        await Machine.FailsAsync(() => alice.Service().RestoreAsync(new RestoreOptions { Copy = stamp, Yes = true }), VaultErrors.ObjectArchived);
        File.WriteAllText(Path.Combine(alice.Root, "next"), "another one");
        var rekeyed = await alice.Service(s => s with { NewPassphraseFile = Path.Combine(alice.Root, "next") }).RekeyAsync(new RekeyOptions { WithHistory = true });
        Assert.Contains(rekeyed.Notices, notice => notice.Contains("has archived", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GLACIER", null, null, true)]
    [InlineData("DEEP_ARCHIVE", "ongoing-request=\"true\"", null, true)]
    [InlineData("INTELLIGENT_TIERING", null, "ARCHIVE_ACCESS", true)]
    [InlineData("GLACIER", "ongoing-request=\"false\", expiry-date=\"Fri, 21 Dec 2096 00:00:00 GMT\"", null, false)]
    [InlineData("INTELLIGENT_TIERING", null, null, false)]
    [InlineData("GLACIER_IR", null, null, false)]
    public async Task Metadata_alone_shows_which_copies_are_archived_and_not_restored(string storageClass, string? restore, string? status, bool isArchived)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var keys = await FillAsync(alice, 2);
        (string Name, string? Value)[] headers =
            [("x-amz-storage-class", storageClass), ("x-amz-restore", restore), ("x-amz-archive-status", status)];
        world.S3.Faults.On(
            r => r.Operation == "HeadObject" && r.Key == keys[0],
            Fault.Headers([.. headers.Where(header => header.Value is not null).Select(header => (header.Name, header.Value!))]));

        var result = await alice.Service().VerifyAsync(new VerifyOptions { Fast = true });

        Assert.Equal(
            [VaultCondition.Present, VaultCondition.Present, isArchived ? VaultCondition.Archived : VaultCondition.Present],
            result.Vaults.Select(vault => vault.Condition));
        Assert.Equal(isArchived, result.Failure is not null);
    }

    [Fact]
    public async Task A_latest_that_was_archived_is_named_with_its_copies_and_can_be_restored_over()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var keys = await FillAsync(alice, 2);
        var latest = world.Bucket.Get(ObjectKeys.Latest)!.Content.ToArray();
        world.S3.Faults.On(r => r.Operation == "GetObject" && r.Key == ObjectKeys.Latest, Fault.Status(403, "InvalidObjectState"));

        Assert.Equal(
            [VaultCondition.Archived, VaultCondition.Whole, VaultCondition.Whole], (await alice.Service().VerifyAsync()).Vaults.Select(vault => vault.Condition));
        await alice.Service().RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true });

        Assert.True(world.HistoryHolds(latest));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Wrong_labels_are_repaired_and_no_byte_is_lost(string kind)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await world.Prepare("alice");
        var keys = await FillAsync(alice, 2);
        string[] all = [ObjectKeys.Latest, .. keys];
        var before = all.ToDictionary(key => key, key => world.Bucket.Get(key)!);
        foreach (var key in all)
        {
            Put(world, key, before[key].Content.ToArray(), With(before[key], ObjectLabels.ContentSha256, new string('0', 64)));
        }

        Assert.Equal("doubtful", (await alice.Service().VerifyAsync()).Status);
        var repaired = await alice.Service().VerifyAsync(new VerifyOptions { RepairLabels = true });

        Assert.All(repaired.Vaults, vault => Assert.Equal(VaultCondition.Repaired, vault.Condition));
        Assert.All(all, key =>
        {
            Assert.Equal(before[key].Content.ToArray(), world.Bucket.Get(key)!.Content.ToArray());
            Assert.Equal(before[key].Metadata, new Dictionary<string, string>(world.Bucket.Get(key)!.Metadata));
        });
        Assert.Equal("verified", (await alice.Service().VerifyAsync()).Status);
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_push_in_the_middle_of_a_repair_wins(string kind)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await world.Prepare("alice");
        await FillAsync(alice, 1);
        var bob = await world.Newcomer("bob").Bootstrapped().Saved("bob's");
        var latest = world.Bucket.Get(ObjectKeys.Latest)!;
        Put(world, ObjectKeys.Latest, latest.Content.ToArray(), With(latest, ObjectLabels.ContentSha256, new string('0', 64)));
        world.S3.Faults.On(
            request => request is { Method: "PUT", Key: ObjectKeys.Latest },
            Fault.Before(() => world.Bucket.Put(ObjectKeys.Latest, bob.VaultBytes)));

        var result = await alice.Service().VerifyAsync(new VerifyOptions { RepairLabels = true });

        Assert.Equal(VaultCondition.Mislabelled, result.Vaults[0].Condition);
        Assert.Contains("was pushed at the same moment", result.Vaults[0].Detail, StringComparison.Ordinal);
        Assert.Equal(bob.VaultBytes, world.Latest);
    }

    [Fact]
    public async Task It_costs_a_listing_and_a_download_each_and_writes_nothing_to_disk()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await FillAsync(alice, 3);
        var nobody = world.Machine("nobody");
        world.S3.ResetRequests();

        Assert.Equal("verified", (await nobody.Service().VerifyAsync()).Status);
        Assert.Equal(["ListObjectsV2", "GetObject", "GetObject", "GetObject", "GetObject"], world.S3.Operations);
        Assert.Equal(3, (await nobody.Service().VerifyAsync(new VerifyOptions { Last = 2 })).Vaults.Count);
        Assert.Single((await nobody.Service().VerifyAsync(new VerifyOptions { Copy = CopySelector.AtIndex(2) })).Vaults);
        Assert.Empty(Directory.EnumerateFileSystemEntries(nobody.Root));

        world.S3.ResetRequests();
        var fast = await nobody.Service(s => s with { Passphrase = null }).VerifyAsync(new VerifyOptions { Fast = true });
        Assert.Equal("verified", fast.Status);
        Assert.Equal(["HeadObject", "HeadObject", "HeadObject", "HeadObject", "ListObjectsV2"], world.S3.Operations.Order());
    }

    [Fact]
    public async Task Metadata_alone_shows_contradictions()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var keys = await FillAsync(alice, 3);
        var newest = world.Bucket.Get(keys[2])!;
        Put(world, keys[0], Flipped(newest, 50), newest.Metadata);
        Put(world, keys[1], [1, 2, 3], null);

        var result = await alice.Service().VerifyAsync(new VerifyOptions { Fast = true });

        Assert.Equal("failed", result.Status);
        Assert.Equal(
            [VaultCondition.Mislabelled, VaultCondition.Mislabelled, VaultCondition.Damaged, VaultCondition.Misplaced],
            result.Vaults.Select(vault => vault.Condition));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Swapped_copies_are_not_whole(bool fast)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var keys = await FillAsync(alice, 4);
        var (one, two) = (world.Bucket.Get(keys[1])!, world.Bucket.Get(keys[2])!);
        Put(world, keys[1], two.Content.ToArray(), two.Metadata);
        Put(world, keys[2], one.Content.ToArray(), one.Metadata);

        var result = await alice.Service().VerifyAsync(new VerifyOptions { Fast = fast });

        var good = fast ? VaultCondition.Present : VaultCondition.Whole;
        Assert.Equal([good, good, VaultCondition.Misplaced, VaultCondition.Misplaced, good], result.Vaults.Select(vault => vault.Condition));
        Assert.NotNull(result.Failure);
    }

    [Fact]
    public async Task A_copy_of_an_older_version_instead_of_a_newer_one_is_found()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var keys = await FillAsync(alice, 3);
        var newest = world.Bucket.Get(keys[2])!;
        Put(world, keys[0], newest.Content.ToArray(), newest.Metadata);

        var result = await alice.Service().VerifyAsync();

        Assert.Equal(VaultCondition.Misplaced, result.Vaults[^1].Condition);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_copy_that_latest_names_must_exist(string kind)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await world.Prepare("alice");
        var keys = await FillAsync(alice, 2);
        world.Bucket.Remove(keys[1]);

        var result = await alice.Service().VerifyAsync();
        Assert.Equal((VaultCondition.Missing, keys[1]), (result.Vaults[^1].Condition, result.Vaults[^1].Key));
        Assert.Equal(VaultErrors.VerificationFailed, result.Failure!.Error);

        await alice.PushAsync("the next");
        Assert.Equal("verified", (await alice.Service().VerifyAsync()).Status);
    }

    [Theory]
    [InlineData("aws", true)]
    [InlineData("aws", false)]
    [InlineData("managed keys", true)]
    [InlineData("managed keys", false)]
    public async Task The_advice_for_a_missing_copy_creates_it_in_every_workspace(string kind, bool pushedIt)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await world.Prepare("alice");
        world.Bucket.Remove((await FillAsync(alice, 2))[1]);
        var reader = pushedIt ? alice : world.Machine("bob");
        var found = await reader.Service().VerifyAsync();
        var listed = (await reader.Service().ListHistoryAsync()).Summary;
        const string Said = "PushVault --force after a PullVault";
        Assert.Contains(Said, found.Vaults[^1].Detail, StringComparison.Ordinal);
        Assert.Contains(Said, listed, StringComparison.Ordinal);

        await reader.Service().PullAsync();
        world.S3.ResetRequests();
        Assert.Equal(PushOutcome.Unchanged, (await reader.Service().PushAsync()).Outcome);
        Assert.Equal(["HeadObject"], world.S3.Operations);
        Assert.Equal(PushOutcome.Finished, (await reader.Service().PushAsync(new PushOptions { Force = true })).Outcome);

        Assert.Equal("verified", (await reader.Service().VerifyAsync()).Status);
        Assert.Equal(PushOutcome.Unchanged, (await reader.Service().PushAsync(new PushOptions { Force = true })).Outcome);
    }

    [Fact]
    public async Task The_suggested_step_creates_the_copy_of_a_write_of_another_tool()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await FillAsync(alice, 1);
        await alice.SaveAsync("by another tool");
        world.WriteLikeTheGoTool(alice.VaultBytes, await File.ReadAllTextAsync(alice.Beside("last-content.hash")));
        var bob = world.Machine("bob");
        var said = Assert.Single((await bob.Service().VerifyAsync()).Notices);
        Assert.Contains("PushVault --force after a PullVault", said, StringComparison.Ordinal);

        await bob.Service().PullAsync();
        Assert.Equal(PushOutcome.Finished, (await bob.Service().PushAsync(new PushOptions { Force = true })).Outcome);

        Assert.Empty((await bob.Service().VerifyAsync()).Notices);
        Assert.True(world.HistoryHolds(alice.VaultBytes));
    }

    [Fact]
    public async Task A_latest_that_is_missing_or_has_another_passphrase_fails_and_an_empty_store_is_not_found()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await Machine.FailsAsync(() => alice.Service().VerifyAsync(), VaultErrors.ObjectNotFound);
        await FillAsync(alice, 1);

        var other = await alice.Service(Other).VerifyAsync();
        Assert.Equal([VaultCondition.OtherPassphrase, VaultCondition.OtherPassphrase], other.Vaults.Select(vault => vault.Condition));
        Assert.Equal([true, false], other.Vaults.Select(vault => vault.Fails));

        world.Bucket.Remove(ObjectKeys.Latest);
        var missing = await alice.Service().VerifyAsync();
        Assert.Equal([VaultCondition.Missing, VaultCondition.Whole], missing.Vaults.Select(vault => vault.Condition));
        Assert.NotNull(missing.Failure);
    }

    [Fact]
    public async Task A_broken_download_is_not_damage_and_a_failing_store_is_a_failure_of_the_store()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await FillAsync(alice, 1);
        world.S3.Faults.On("GetObject", 1, Fault.Status(500, "InternalError"));

        Assert.Equal("verified", (await alice.Service().VerifyAsync()).Status);

        world.S3.Faults.On("GetObject", Fault.Status(500, "InternalError"));
        await Machine.FailsAsync(() => alice.Service(s => s with { Retries = 0 }).VerifyAsync(), VaultErrors.StoreFailed);
    }

    [Fact]
    public async Task The_embedded_store_is_verified_likewise()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        VaultSettings InDirectory(VaultSettings settings) => settings with { Storage = StorageLocation.InDirectory(Path.Combine(alice.Root, "store")) };
        await alice.Service(InDirectory).SetupStorageAsync();
        await alice.SaveAsync("one");
        await alice.Service(InDirectory).PushAsync();
        Assert.Equal("verified", (await alice.Service(InDirectory).VerifyAsync()).Status);

        var copy = Directory.EnumerateFiles(Path.Combine(alice.Root, "store"), "vault-*", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(copy);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(copy, bytes);

        var result = await alice.Service(InDirectory).VerifyAsync();
        Assert.Equal([VaultCondition.Whole, VaultCondition.Damaged], result.Vaults.Select(vault => vault.Condition));
    }

    private static VaultSettings Other(VaultSettings settings) => settings with { Passphrase = Passphrase.FromText("another passphrase") };

    private static S3Quirks Quirks(string kind) => kind switch
    {
        "rgw" => S3Quirks.Rgw,
        "managed keys" => S3Quirks.Aws with { KmsStyleEtags = true },
        _ => S3Quirks.Aws,
    };

    /// <summary>Pushes this many versions. Returns the keys of their copies, oldest first.</summary>
    private static async Task<List<string>> FillAsync(Machine machine, int count)
    {
        List<string> keys = [];
        for (var turn = 0; turn < count; turn++)
        {
            keys.Add((await machine.PushAsync($"turn {turn}")).HistoryKey!);
        }

        return keys;
    }

    private static void Put(World world, string key, byte[] content, IReadOnlyDictionary<string, string>? labels) =>
        world.Bucket.Put(key, content, labels is null ? null : new Dictionary<string, string>(labels));

    private static Dictionary<string, string> With(StoredObject stored, string label, string value) =>
        new(stored.Metadata) { [label] = value };

    private static byte[] Flipped(StoredObject stored, int at)
    {
        var bytes = stored.Content.ToArray();
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        return bytes;
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
