using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>DiffVault lists the differences between any two trees, and never shows their content.</summary>
public sealed class DiffTests
{
    private const string Value = "hunter2-is-the-secret";

    [Fact]
    public async Task The_local_vault_and_the_secrets_directory_are_compared_unless_others_are_named()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("kept", "same"), ("edited", "before"), ("same-size", "aaaa"), ("old/gone", Value), ("mode", "x"));
        Assert.Equal("same", (await alice.Service().DiffAsync()).Status);
        world.S3.ResetRequests();

        await File.WriteAllTextAsync(Path.Combine(alice.Secrets, "edited"), Value);
        await File.WriteAllTextAsync(Path.Combine(alice.Secrets, "same-size"), "bbbb");
        await File.WriteAllTextAsync(Path.Combine(alice.Secrets, "new\u001b[2J"), Value);
        Directory.Delete(Path.Combine(alice.Secrets, "old"), recursive: true);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(alice.Secrets, "mode"), UnixFileMode.UserRead);
        }

        var diff = await alice.Service().DiffAsync();

        Assert.Equal(new TreeCounts(1, 3, 2), diff.Counts);
        Assert.Equal(
            [
                ("changed", "edited"), ("changed", "mode"), ("added", "new\\u001b[2J"), ("removed", "old/"), ("removed", "old/gone"),
                ("changed", "same-size"),
            ],
            diff.Entries.Select(entry => (entry.Change, entry.Name)));
        var mode = diff.Entries[1];
        Assert.Equal((false, "400"), (mode.ContentChanged, mode.After!.Mode));
        Assert.Equal((6L, (long)Value.Length), (diff.Entries[0].Before!.Size, diff.Entries[0].After!.Size));
        Assert.DoesNotContain(Value, ResultJson.Of(diff), StringComparison.Ordinal);
        Assert.Empty(world.S3.Requests);
    }

    [Fact]
    public async Task Any_two_of_directory_vault_latest_and_copies_are_compared()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("a", "1"));
        var first = (await alice.Service().PushAsync()).Stamp!;
        alice.Write(("a", "1"), ("b", "2"));
        await alice.Service().SaveAsync();
        await alice.Service().PushAsync();
        alice.Write(("a", "1"), ("b", "2"), ("c", "3"));
        await alice.Service().SaveAsync();
        alice.Write(("a", "1"), ("b", "2"), ("c", "3"), ("d", "4"));

        Assert.Equal(["d"], await NamesAsync(alice, "local", "secrets"));
        Assert.Equal(["c", "d"], await NamesAsync(alice, "latest", "secrets"));
        Assert.Equal(["c"], await NamesAsync(alice, "latest", "local"));
        Assert.Equal(["b"], await NamesAsync(alice, "2", "latest"));
        Assert.Equal(["b", "c"], await NamesAsync(alice, first, "local"));
        Assert.Empty(await NamesAsync(alice, "1", "latest"));
        await Machine.FailsAsync(() => NamesAsync(alice, "latest", "latest"), VaultErrors.ContradictingSettings);
        await Machine.FailsAsync(() => NamesAsync(alice, "3", "latest"), VaultErrors.CopyNotFound);
        await Machine.FailsAsync(
            () => alice.Service(s => s with { Passphrase = Passphrase.FromText("no") }).DiffAsync(new DiffOptions { From = TreeSelector.Latest }),
            VaultErrors.VaultDoesNotOpen);

        world.S3.ResetRequests();
        await NamesAsync(alice, "latest", "local");
        Assert.Equal(["GetObject"], world.S3.Operations);
    }

    [Fact]
    public async Task A_pull_reports_its_changes_and_a_push_does_so_on_request()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("a", "1"), ("b", "2")).Pushed();
        var bob = world.Machine("bob");
        Assert.Null((await bob.Service().BootstrapAsync()).Pull.Difference);
        bob.Write(("a", "other"), ("c", "3"), ("d", "4"));
        await bob.Service().SaveAsync();
        world.S3.ResetRequests();

        var pushed = await bob.Service().PushAsync(new PushOptions { Summary = true });
        Assert.Equal(new TreeCounts(2, 1, 1), pushed.Difference);
        Assert.Equal(1, world.S3.CountOf("GetObject"));
        Assert.EndsWith("; 2 added, 1 changed, 1 removed", pushed.Summary, StringComparison.Ordinal);

        world.S3.ResetRequests();
        var pulled = await alice.Service().PullAsync();
        Assert.Equal(new TreeCounts(2, 1, 1), pulled.Difference);
        Assert.Equal(["GetObject"], world.S3.Operations);
        Assert.Null((await alice.Service(s => s with { Passphrase = null }).PullAsync(new PullOptions { Copy = CopySelector.AtIndex(2) })).Difference);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(Machine machine, string from, string to)
    {
        var diff = await machine.Service().DiffAsync(new DiffOptions { From = TreeSelector.TryParse(from), To = TreeSelector.TryParse(to) });
        Assert.All(diff.Entries, entry => Assert.Equal("added", entry.Change));
        return [.. diff.Entries.Select(entry => entry.Path)];
    }
}
