using System.Security.Cryptography;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>How often a vault is held in memory; what else a verb takes does not grow with it.</summary>
[Collection(nameof(VaultMemoryTests))]
public sealed class VaultMemoryTests
{
    private const int ContentSize = 32 << 20;
    private const long Besides = 16 << 20;

    // A file that an editor wrote has a line end, which is tried as a part of the passphrase, too.
    [Theory]
    [InlineData("correct horse")]
    [InlineData("correct horse\n")]
    public async Task A_verb_takes_memory_for_one_vault_at_most_and_one_that_only_sends_it_for_none(string passphrase)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        Directory.CreateDirectory(alice.Secrets);
        var file = Path.Combine(alice.Root, "pass");
        File.WriteAllText(file, passphrase);
        Write(alice);
        await Service().SetupStorageAsync();
        await Service().SaveAsync();
        await Service().PushAsync();
        Write(alice);

        await TakesAsync(1, () => Service().SaveAsync());
        await TakesAsync(0, () => Service().PushAsync());
        await TakesAsync(0, () => Service().StatusAsync());
        await TakesAsync(0, () => Service().PullAsync());
        Directory.Delete(alice.Secrets, recursive: true);
        await TakesAsync(1, () => Service().UnlockAsync());
        File.Delete(alice.VaultFile);
        await TakesAsync(1, () => Service().PullAsync());

        // An endpoint in this process would take as much again.
        VaultService Service() => alice.Service(s => s with
        {
            Passphrase = null,
            PassphraseFile = file,
            Storage = StorageLocation.InDirectory(Path.Combine(alice.Root, "store")),
        });
    }

    private static void Write(Machine machine) =>
        File.WriteAllBytes(Path.Combine(machine.Secrets, "random"), RandomNumberGenerator.GetBytes(ContentSize));

    private static async Task TakesAsync(int vaults, Func<Task> verb)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await verb();
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, (vaults * (long)ContentSize) + Besides);
    }
}
