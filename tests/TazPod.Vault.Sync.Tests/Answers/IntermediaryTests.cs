using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Sync.Tests.Answers;

/// <summary>Whatever an intermediary does to a response, the verbs work, or fail clearly with nothing changed.</summary>
public sealed class IntermediaryTests
{
    public static TheoryData<string> Harmless => [.. Intermediaries.Harmless.Keys];

    public static TheoryData<string> Harmful => [.. Intermediaries.Harmful.Keys];

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Behind_a_harmless_intermediary_everything_works(string what)
    {
        await using var world = await World.StartAsync();
        await using var proxy = new AnswerProxy(world.Url);
        world.Url = proxy.Url;
        var alice = await world.Prepare("alice").Pushed("one");
        proxy.Answer = async (request, pass) => Intermediaries.Harmless[what](request, await pass());

        Assert.Equal(SyncRelation.InSync, (await alice.Service().StatusAsync()).Relation);
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
        await alice.SaveAsync("two");
        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);
        Assert.Equal(alice.VaultBytes, world.Latest);
        Assert.Equal(2, world.Copies.Count);

        var bob = world.Machine("bob");
        var pulled = await bob.Service(s => s with { Passphrase = null }).PullAsync();
        Assert.True(pulled.Verified);
        Assert.Equal(new FileInfo(bob.VaultFile).Length, pulled.VaultBytes);
        Assert.Equal(alice.VaultBytes, bob.VaultBytes);
        Assert.Equal(PullOutcome.Unchanged, (await bob.Service().PullAsync()).Outcome);
        Assert.Equal(2, (await bob.Service().ListHistoryAsync()).Entries.Count);
        Assert.Null((await bob.Service().VerifyAsync()).Failure);

        await bob.SaveAsync("three");
        await bob.Service(s => s with { Retention = 1 }).PushAsync();
        await alice.Service().PullAsync();
        Assert.Equal(bob.VaultBytes, alice.VaultBytes);

        // A generation is only known by the labels of its push.
        if (what is not ("no labels" or "nothing of Amazon's"))
        {
            await SnapshotGoesThroughAsync(alice);
        }
    }

    [Theory]
    [MemberData(nameof(Harmful))]
    public async Task Behind_a_harmful_intermediary_a_verb_fails_clearly_and_the_same_step_finishes_later(string what)
    {
        await using var world = await World.StartAsync();
        await using var proxy = new AnswerProxy(world.Url);
        world.Url = proxy.Url;
        var alice = await world.Prepare("alice").Pushed("one");
        var one = alice.VaultBytes;
        var bob = await world.Newcomer("bob").Pulled();
        await alice.SaveAsync("two");
        var two = alice.VaultBytes;
        proxy.Answer = async (request, pass) => Intermediaries.Harmful[what](request, await pass());

        await ClearAsync(() => alice.Service(Patient).PushAsync());
        Assert.Equal(two, alice.VaultBytes);
        Assert.True(world.Latest!.SequenceEqual(one) || world.Latest!.SequenceEqual(two));
        Assert.True(world.HistoryHolds(one));
        var latest = world.Latest!;
        foreach (var passphrase in new[] { null, Passphrase.FromText("correct horse") })
        {
            await ClearAsync(() => bob.Service(s => Patient(s) with { Passphrase = passphrase }).PullAsync());
            Assert.True(bob.VaultBytes.SequenceEqual(one) || bob.VaultBytes.SequenceEqual(latest));
        }

        var fresh = world.Machine("fresh");
        await ClearAsync(() => fresh.Service(s => Patient(s) with { Passphrase = null }).PullAsync());
        Assert.True(!File.Exists(fresh.VaultFile) || fresh.VaultBytes.SequenceEqual(latest));
        await ClearAsync(() => bob.Service(Patient).StatusAsync());
        await ClearAsync(() => bob.Service(Patient).ListHistoryAsync());
        await ClearAsync(() => bob.Service(Patient).PruneHistoryAsync());

        proxy.Answer = (_, pass) => pass();
        await alice.Service().PushAsync();
        Assert.Equal(two, world.Latest);
        Assert.True(world.HistoryHolds(one) && world.HistoryHolds(two));
        await bob.Service().PullAsync();
        Assert.Equal(two, bob.VaultBytes);
    }

    [Fact]
    public async Task Requests_to_a_busy_gateway_are_retried()
    {
        await using var world = await World.StartAsync();
        await using var proxy = new AnswerProxy(world.Url);
        world.Url = proxy.Url;
        var alice = await world.Prepare("alice").Saved("one");
        HashSet<string> seen = [];
        proxy.Answer = async (request, pass) => seen.Add($"{request.Method} {request.Target}")
            ? new RawAnswer("503 Service Unavailable", [("Content-Type", "text/html")], "<html></html>"u8.ToArray())
            : await pass();

        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);
        Assert.Equal(PullOutcome.Pulled, (await world.Machine("bob").Service().PullAsync()).Outcome);
    }

    [Fact]
    public async Task A_download_without_length_and_hash_starts_no_workspace()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { KmsStyleEtags = true, ReturnChecksums = false });
        await using var proxy = new AnswerProxy(world.Url);
        world.Url = proxy.Url;
        world.WriteLikeTheGoTool(World.NotOurVault(), "");
        proxy.Answer = async (_, pass) => await pass() with { End = BodyEnd.Close };
        var fresh = world.Machine("fresh");

        await Machine.FailsAsync(() => fresh.Service(s => s with { Passphrase = null }).PullAsync(), VaultErrors.DownloadUnvouched);
        Assert.False(File.Exists(fresh.VaultFile));
    }

    private static async Task SnapshotGoesThroughAsync(Machine machine)
    {
        var (from, to) = (Path.Combine(machine.Root, "from"), Path.Combine(machine.Root, "to"));
        await File.WriteAllTextAsync(from, new string('x', 5000));
        await machine.Service(s => s with { Lineage = "one" }).PushSnapshotAsync(new PushSnapshotOptions { File = from });
        Assert.Equal(LineageState.Coherent, (await machine.Service().LineageStatusAsync()).State);
        await machine.Service().PullSnapshotAsync(new PullSnapshotOptions { File = to });
        Assert.Equal(await File.ReadAllBytesAsync(from), await File.ReadAllBytesAsync(to));
    }

    private static Settings.VaultSettings Patient(Settings.VaultSettings settings) => settings with { Retries = 1 };

    private static async Task ClearAsync(Func<Task> verb)
    {
        try
        {
            await verb();
        }
        catch (VaultException failure)
        {
            Assert.True(failure.Error.Code is "TAZPOD2004" or "TAZPOD2005" or "TAZPOD2007" or "TAZPOD2008", $"{failure.Error.Code}: {failure.Message} {failure}");
            Assert.DoesNotContain("--force", failure.Hint, StringComparison.Ordinal);
        }
    }
}
