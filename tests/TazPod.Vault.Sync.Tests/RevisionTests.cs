using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Every vault is sealed with a revision, which is higher than those of the vaults it was made from.</summary>
public sealed class RevisionTests
{
    private const string Next = "battery staple";

    [Fact]
    public async Task Each_save_seals_the_next_one_with_a_new_id()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");

        await alice.SaveAsync("one");
        var first = RevisionOf(alice.VaultBytes);
        await alice.SaveAsync("two");
        var second = RevisionOf(alice.VaultBytes);
        await alice.Service().SaveAsync();

        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(second, RevisionOf(alice.VaultBytes));
        Assert.Equal(DateTimeOffset.UtcNow, DateTimeOffset.FromUnixTimeSeconds(second.SealedAt), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_save_counts_on_from_the_latest_that_was_last_opened_even_when_the_vault_file_is_gone()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = (world.Machine("alice"), world.Machine("bob"));
        await alice.SetUpStoreAsync();
        await alice.PushAsync("one");
        await alice.PushAsync("two");
        await bob.Service().PullAsync();
        File.Delete(bob.VaultFile);

        await bob.SaveAsync("three");

        Assert.Equal(3, RevisionOf(bob.VaultBytes).Number);
    }

    [Fact]
    public async Task A_vault_without_one_gets_one_when_it_is_sealed_again()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        await File.WriteAllBytesAsync(alice.VaultFile, WithoutRevision(alice.VaultBytes), TestContext.Current.CancellationToken);
        File.Delete(alice.Beside("sync.json"));
        Assert.Equal(VaultRevision.None, RevisionOf(alice.VaultBytes));

        Assert.Equal("unchanged", (await alice.Service().SaveAsync()).Status);
        Assert.Equal(VaultRevision.None, RevisionOf(alice.VaultBytes));
        await alice.SaveAsync("two");

        Assert.Equal(1, RevisionOf(alice.VaultBytes).Number);
    }

    [Fact]
    public async Task A_merge_is_above_both_sides()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = (world.Machine("alice"), world.Machine("bob"));
        await alice.SetUpStoreAsync();
        await alice.PushAsync("one");
        await bob.Service().BootstrapAsync();
        bob.Write(("token", "one"), ("b", "1"));
        await bob.Service().SaveAsync();
        bob.Write(("token", "one"), ("b", "2"));
        await bob.Service().SaveAsync();
        await bob.Service().PushAsync();
        alice.Write(("token", "one"), ("a", "1"));
        await alice.Service().SaveAsync();
        Assert.Equal((2, 3), (RevisionOf(alice.VaultBytes).Number, RevisionOf(bob.VaultBytes).Number));

        await alice.Service().MergeAsync();

        Assert.Equal(4, RevisionOf(alice.VaultBytes).Number);
    }

    [Fact]
    public async Task A_merge_that_waited_is_above_both_sides_when_it_is_saved()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = (world.Machine("alice"), world.Machine("bob"));
        await alice.SetUpStoreAsync();
        await alice.PushAsync("one");
        await bob.Service().BootstrapAsync();
        await bob.PushAsync("two");
        await bob.PushAsync("three");
        await alice.SaveAsync("mine");

        Assert.NotEmpty((await alice.Service().MergeAsync()).Conflicts);
        alice.Write(("token", "settled"));
        await alice.Service().SaveAsync();

        Assert.Equal(4, RevisionOf(alice.VaultBytes).Number);
    }

    [Fact]
    public async Task RekeyVault_seals_the_next_one_and_its_copies_keep_theirs()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SetUpStoreAsync();
        await alice.PushAsync("one");
        await alice.PushAsync("two");
        var two = RevisionOf(alice.VaultBytes);
        await File.WriteAllTextAsync(alice.Beside("next"), Next, TestContext.Current.CancellationToken);

        await alice.Service(settings => settings with { NewPassphraseFile = alice.Beside("next") })
            .RekeyAsync(new RekeyOptions { WithHistory = true });

        var rekeyed = RevisionOf(alice.VaultBytes, Next);
        Assert.Equal(3, rekeyed.Number);
        Assert.NotEqual(two.Id, rekeyed.Id);
        Assert.Equal([1, 2, 3], world.Copies.Order(StringComparer.Ordinal).Select(key => RevisionOf(world.Bucket.Get(key)!.Content, Next).Number));
    }

    [Fact]
    public async Task A_push_labels_it_and_status_and_history_show_it()
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = (world.Machine("alice"), world.Machine("bob"));
        await alice.SetUpStoreAsync();
        await alice.PushAsync("one");
        await alice.PushAsync("two");
        var revision = RevisionOf(alice.VaultBytes);

        var latest = world.Bucket.Get(ObjectKeys.Latest)!.Metadata;
        var status = await alice.Service().StatusAsync();
        var fresh = await bob.Service().StatusAsync();
        var history = await alice.Service().ListHistoryAsync();

        Assert.Equal(("2", revision.Id), (latest[ObjectLabels.Revision], latest[ObjectLabels.RevisionId]));
        Assert.Equal((2, 2), (status.Local!.Revision, status.Remote!.Revision));
        Assert.Equal((null, 2), (fresh.Local?.Revision, fresh.Remote!.Revision));
        Assert.Equal([2, 1], history.Entries.Select(entry => entry.Revision));
    }

    [Theory]
    [InlineData("4611686018427387903")]
    [InlineData("99999999999999999999999999")]
    [InlineData("-1")]
    [InlineData("one")]
    public async Task A_label_decides_nothing(string label)
    {
        await using var world = await World.StartAsync();
        var (alice, bob) = (world.Machine("alice"), world.Machine("bob"));
        await alice.SetUpStoreAsync();
        await alice.PushAsync("one");
        var latest = world.Bucket.Get(ObjectKeys.Latest)!;
        world.Bucket.Put(ObjectKeys.Latest, latest.Content.ToArray(), new Dictionary<string, string>(latest.Metadata) { [ObjectLabels.Revision] = label });

        await bob.Service().BootstrapAsync();
        Assert.Equal(PushOutcome.Pushed, (await bob.PushAsync("two")).Outcome);

        Assert.Equal(2, RevisionOf(bob.VaultBytes).Number);
    }

    private static VaultRevision RevisionOf(ReadOnlyMemory<byte> vault, string passphrase = "correct horse")
    {
        using var secret = Passphrase.FromText(passphrase);
        using var opened = VaultOpener.Open(vault, secret);
        return RevisionField.Read(opened.Content.Span);
    }

    // As an earlier version of this tool sealed it.
    private static byte[] WithoutRevision(byte[] vault)
    {
        using var passphrase = Passphrase.FromText("correct horse");
        using var opened = VaultOpener.Open(vault, passphrase);
        using var buffer = new TazPodSealingBuffer();
        var archive = opened.Content.Span;
        var header = archive[..20].ToArray();
        header[10] = 8;
        MemberHeader.WriteField(header.AsSpan(12), MemberHeader.LengthOf(archive)!.Value - 36);
        buffer.Write(header);
        buffer.Write(archive[56..]);
        return buffer.Seal(passphrase).ToArray();
    }
}
