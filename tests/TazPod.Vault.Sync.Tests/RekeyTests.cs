using System.Collections.Concurrent;
using System.Security.Cryptography;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>During a change of the passphrase, every vault opens with the old or the new one at any instant.</summary>
public sealed class RekeyTests
{
    private const string Next = "battery staple";
    private static readonly ConcurrentDictionary<(string Vault, string Passphrase), bool> Answers = new();

    public static TheoryData<string, bool> Interruptions => new()
    {
        { "aws", false }, { "rgw", true },
    };

    [Theory]
    [InlineData("aws")]
    [InlineData("rgw")]
    [InlineData("managed keys")]
    public async Task Latest_and_every_copy_open_with_the_new_passphrase_and_keep_stamps_labels_and_pins(string kind)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await ArrangeAsync(world);
        var before = (await alice.Service().ListHistoryAsync()).Entries;

        var rekeyed = await RekeyAsync(alice);

        Assert.Equal((true, 3, 0), (rekeyed.Resealed, rekeyed.CopiesResealed, rekeyed.CopiesLeft));
        await IsFinishedAsync(world, alice, before);
        Assert.Equal("verified", (await alice.Service(New).VerifyAsync()).Status);
        Assert.Equal("unchanged", (await RekeyAsync(alice)).Status);
        await alice.Service(New).UnlockAsync();
        Assert.Equal("two", alice.Read()["token"]);
        await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.VaultDoesNotOpen);
        var carol = world.Machine("carol");
        await carol.Service(New).BootstrapAsync(new BootstrapOptions { Copy = CopySelector.AtIndex(3) });
        Assert.Equal("one", carol.Read()["token"]);
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task Interrupted_at_any_request_everything_opens_with_the_old_or_the_new_one_and_the_same_step_again_finishes(string kind, bool afterCommit)
    {
        await using var world = await World.StartAsync(Quirks(kind));
        var alice = await ArrangeAsync(world);
        var before = (await alice.Service().ListHistoryAsync()).Entries;
        var start = WorldState.Take(world, alice);
        world.S3.ResetRequests();
        await RekeyAsync(alice);
        var requests = world.S3.Requests.Count;
        Assert.InRange(requests, 12, 30);
        for (var number = 1; number <= requests; number++)
        {
            start.Restore();
            await InterruptAsync(world, alice, number, afterCommit);
            await RekeyAsync(alice);
            await IsFinishedAsync(world, alice, before);
        }
    }

    [Fact]
    public async Task Without_the_history_it_says_how_many_copies_still_open_with_the_old_one()
    {
        await using var world = await World.StartAsync();
        var alice = await ArrangeAsync(world);
        world.S3.ResetRequests();

        var rekeyed = await alice.Service(s => WithFile(alice, s)).RekeyAsync();

        Assert.Equal((true, 0, 2), (rekeyed.Resealed, rekeyed.CopiesResealed, rekeyed.CopiesLeft));
        Assert.Equal(["HeadObject", "HeadObject", "ListObjectsV2"], world.S3.Operations.Take(3).Order());
        Assert.Equal(["PutObject", "CopyObject", "ListObjectsV2"], world.S3.Operations.Skip(3));
        Assert.Contains("2 older copies were not checked", rekeyed.Summary, StringComparison.Ordinal);
        var verified = await alice.Service(New).VerifyAsync();
        Assert.Equal(
            [VaultCondition.Whole, VaultCondition.Whole, VaultCondition.OtherPassphrase, VaultCondition.OtherPassphrase, VaultCondition.OtherPassphrase],
            verified.Vaults.Select(vault => vault.Condition));
        Assert.Null(verified.Failure);
    }

    [Fact]
    public async Task After_an_unseen_change_or_with_the_same_passphrase_nothing_changes()
    {
        await using var world = await World.StartAsync();
        var alice = await ArrangeAsync(world);
        var bob = await world.Newcomer("bob").Bootstrapped().Pushed("bob's");
        var (local, latest) = (alice.VaultBytes, world.Latest);

        await Machine.FailsAsync(() => RekeyAsync(alice), VaultErrors.RemoteMoved);
        await File.WriteAllTextAsync(Path.Combine(bob.Root, "next"), "correct horse\n");
        await Machine.FailsAsync(
            () => bob.Service(s => s with { NewPassphraseFile = Path.Combine(bob.Root, "next") }).RekeyAsync(), VaultErrors.InvalidSetting);
        await Machine.FailsAsync(() => bob.Service().RekeyAsync(), VaultErrors.PassphraseMissing);

        Assert.Equal(local, alice.VaultBytes);
        Assert.Equal(latest, world.Latest);
    }

    [Fact]
    public async Task A_copy_that_neither_passphrase_opens_is_not_changed()
    {
        await using var world = await World.StartAsync();
        var alice = await ArrangeAsync(world);
        var strange = World.NotOurVault();
        world.Bucket.Put(ObjectKeys.ForStamp(Stamp.TryParse("20200101T000000")!.Value), strange);

        var rekeyed = await RekeyAsync(alice);

        Assert.Equal(1, rekeyed.CopiesLeft);
        Assert.Contains(rekeyed.Notices, notice => notice.StartsWith("20200101T000000 was not re-sealed", StringComparison.Ordinal));
        Assert.True(world.HistoryHolds(strange));
    }

    private static async Task InterruptAsync(World world, Machine alice, int number, bool afterCommit)
    {
        world.S3.ResetRequests();
        world.S3.Faults.OnNth(number, afterCommit ? Fault.ResetAfterCommit : Fault.ResetBeforeRead);
        world.S3.Faults.FromNth(number, Fault.ResetBeforeRead);
        await Assert.ThrowsAsync<VaultException>(() => RekeyAsync(alice));
        world.S3.Faults.Clear();
        Assert.All(Vaults(world), stored => Assert.True(IsOpenedBy(stored, Next) || IsOpenedBy(stored, "correct horse"), stored.Key));
    }

    private static async Task IsFinishedAsync(World world, Machine alice, IReadOnlyList<HistoryEntry> before)
    {
        Assert.All(Vaults(world), stored => Assert.True(IsOpenedBy(stored, Next), stored.Key));
        Assert.Equal(world.Latest, alice.VaultBytes);
        var after = (await alice.Service().ListHistoryAsync()).Entries;
        Assert.True(after[0].IsLatest);
        var kept = after.Where(entry => before.Any(other => other.Stamp == entry.Stamp)).ToList();
        Assert.Equal(
            before.Select(entry => (entry.Stamp, entry.ContentSha256, entry.PushedBy, entry.IsPinned, entry.Note)),
            kept.Select(entry => (entry.Stamp, entry.ContentSha256, entry.PushedBy, entry.IsPinned, entry.Note)));
    }

    private static IEnumerable<StoredObject> Vaults(World world) => world.Bucket.Keys.Select(key => world.Bucket.Get(key)!);

    // The same vaults stand there again and again, and every answer takes a key.
    private static bool IsOpenedBy(StoredObject stored, string text) => Answers.GetOrAdd((Convert.ToHexString(SHA256.HashData(stored.Content.Span)), text), _ =>
    {
        using var passphrase = Passphrase.FromText(text);
        using var opened = VaultOpener.TryOpen(stored.Content, passphrase);
        return opened is not null;
    });

    private static async Task<Machine> ArrangeAsync(World world)
    {
        var alice = await world.Prepare("alice").Pushed("one", "two");
        await alice.Service().PinAsync(new PinOptions { Copy = CopySelector.AtIndex(2), Note = "kept" });
        return alice;
    }

    private static Task<RekeyResult> RekeyAsync(Machine machine) =>
        machine.Service(s => WithFile(machine, s)).RekeyAsync(new RekeyOptions { WithHistory = true });

    private static VaultSettings WithFile(Machine machine, VaultSettings settings)
    {
        var file = Path.Combine(machine.Root, "next");
        File.WriteAllText(file, Next + "\n");
        return settings with { NewPassphraseFile = file, Retries = 0 };
    }

    private static VaultSettings New(VaultSettings settings) => settings with { Passphrase = Passphrase.FromText(Next) };

    private static S3Quirks Quirks(string kind) => kind switch
    {
        "rgw" => S3Quirks.Rgw,
        "managed keys" => S3Quirks.Aws with { KmsStyleEtags = true },
        _ => S3Quirks.Aws,
    };
}
