using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>A snapshot that nobody could unseal is not restored.</summary>
public sealed class AnchorTests : IAsyncDisposable
{
    private const string Keys = "lushycorp-vault/unseal-keys.json";
    private readonly List<World> worlds = [];

    [Theory]
    [InlineData(0, 0, "TAZPOD7001")]
    [InlineData(0, 1, "TAZPOD7014")]
    [InlineData(0, 2, "TAZPOD7002")]
    [InlineData(1, 0, "TAZPOD7015")]
    [InlineData(1, 1, null)]
    [InlineData(1, 2, "TAZPOD7002")]
    [InlineData(2, 0, "TAZPOD3001")]
    [InlineData(2, 1, "TAZPOD3001")]
    [InlineData(2, 2, "TAZPOD7002")]
    public async Task Secrets_and_store_decide_together(int secrets, int store, string? code)
    {
        var machine = await MachineAsync(secrets, store);

        Assert.Equal(code, await CodeOfAsync(async () =>
        {
            if ((await machine.Service(OfLineage).LineageStatusAsync(new LineageStatusOptions { Anchors = [Keys] })).Failure is { } found)
            {
                throw found;
            }
        }));

        // A pull opens the vault before it looks at the slot. Both have the same exit code.
        Assert.Equal(secrets == 2 ? "TAZPOD3001" : code, await CodeOfAsync(() => PullAsync(machine, Keys)));
        Assert.Equal(code is null, File.Exists(Restored(machine)));
        Assert.False(Directory.Exists(machine.Secrets));
    }

    [Fact]
    public async Task The_message_says_which_file_is_missing_and_every_anchor_counts()
    {
        var machine = await MachineAsync(secrets: 1, store: 1);

        var failure = await Machine.FailsAsync(() => PullAsync(machine, Keys, "other/keys.json"), VaultErrors.AnchorMissing);

        Assert.EndsWith("the snapshot is whole, but the vault here has no 'other/keys.json': nobody could unseal it", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Integrity, failure.Error.ExitCode);
    }

    [Fact]
    public async Task Without_a_vault_a_lineage_is_not_restorable_and_an_empty_one_is_a_first_start()
    {
        var machine = await MachineAsync(secrets: 0, store: 1);
        File.Delete(machine.VaultFile);

        var failure = await Machine.FailsAsync(() => PullAsync(machine, Keys), VaultErrors.AnchorMissing);
        Assert.Contains("there is no vault here", failure.Message, StringComparison.Ordinal);

        var fresh = await MachineAsync(secrets: 0, store: 0);
        File.Delete(fresh.VaultFile);
        Assert.Equal(
            VaultErrors.LineageEmpty,
            (await fresh.Service(s => OfLineage(s) with { Passphrase = null }).LineageStatusAsync(new LineageStatusOptions { Anchors = [Keys] })).Failure!.Error);
    }

    [Fact]
    public async Task A_file_that_already_has_the_snapshot_is_refused_too()
    {
        var machine = await MachineAsync(secrets: 1, store: 1);
        await PullAsync(machine, Keys);

        await Machine.FailsAsync(() => PullAsync(machine, "other"), VaultErrors.AnchorMissing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/keys")]
    [InlineData("../keys")]
    [InlineData("a//b")]
    [InlineData("a\nb")]
    public void An_anchor_is_a_relative_path(string path)
    {
        Assert.Equal(VaultErrors.InvalidSetting, Assert.Throws<VaultException>(() => new LineageStatusOptions { Anchors = [Keys, path] }).Error);
        Assert.Equal(VaultErrors.InvalidSetting, Assert.Throws<VaultException>(() => new PullSnapshotOptions { Anchors = [Keys, path] }).Error);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var world in worlds)
        {
            await world.DisposeAsync();
        }
    }

    // Of both, 0 is empty, 1 is coherent and 2 is incoherent. The secrets directory is removed: only the vault counts.
    private async Task<Machine> MachineAsync(int secrets, int store)
    {
        var world = await World.StartAsync();
        worlds.Add(world);
        var machine = await world.Prepare("alice");
        machine.Write((secrets == 0 ? "token" : Keys, "a secret"));
        await machine.Service(s => secrets == 2 ? s with { Passphrase = Sealing.Passphrase.FromText("another") } : s).SaveAsync();
        Directory.Delete(machine.Secrets, recursive: true);
        if (store > 0)
        {
            var snapshot = Path.Combine(machine.Root, "snapshot");
            File.WriteAllText(snapshot, "raft");
            await machine.Service(OfLineage).PushSnapshotAsync(new PushSnapshotOptions { File = snapshot });
        }

        if (store == 2)
        {
            world.Bucket.Put(Pusher.Keys.Slot(LineageSlot.A), [1]);
        }

        return machine;
    }

    private static VaultSettings OfLineage(VaultSettings settings) => settings with { Lineage = Pusher.Lineage };

    private static string Restored(Machine machine) => Path.Combine(machine.Root, "restored");

    private static Task<PullSnapshotResult> PullAsync(Machine machine, params string[] anchors) =>
        machine.Service(OfLineage).PullSnapshotAsync(new PullSnapshotOptions { File = Restored(machine), Anchors = anchors });

    private static async Task<string?> CodeOfAsync(Func<Task> verb)
    {
        try
        {
            await verb();
            return null;
        }
        catch (VaultException failure)
        {
            return failure.Error.Code;
        }
    }
}
