using System.Security.Cryptography;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>How many vaults are held in memory. A verb's other memory does not grow with the vault.</summary>
[Collection(nameof(VaultMemoryTests))]
public sealed class VaultMemoryTests
{
    private const int ContentSize = 32 << 20;
    private const long Besides = 16 << 20;

    // A file from an editor has a final line end, with which the passphrase is also tried.
    [Theory]
    [InlineData("correct horse")]
    [InlineData("correct horse\n")]
    public async Task A_verb_uses_memory_for_one_vault_at_most_and_one_that_only_sends_it_for_none(string passphrase)
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

        // An endpoint in this process would use as much memory again.
        VaultService Service() => alice.Service(s => s with
        {
            Passphrase = null,
            PassphraseFile = file,
            Storage = StorageLocation.InDirectory(Path.Combine(alice.Root, "store")),
        });
    }

    [Fact]
    public async Task A_verb_that_opens_vaults_of_the_store_or_seals_one_again_holds_one_at_a_time()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the peak is read from the kernel");
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        Directory.CreateDirectory(alice.Secrets);
        var (old, next) = (Passphrase("old", "correct horse\n"), Passphrase("next", "battery staple\n"));
        File.WriteAllText(Path.Combine(alice.Secrets, ".env"), "NAME=value");
        await Service().SetupStorageAsync();
        for (var version = 0; version < 2; version++)
        {
            Write(alice);
            await Service().SaveAsync();
            await Service().PushAsync();
        }

        await HoldsAsync(1, () => Service().VerifyAsync());
        await HoldsAsync(1, () => Service().DiffAsync(new DiffOptions { From = TreeSelector.Latest, To = TreeSelector.OfCopy(CopySelector.AtIndex(2)) }));
        await HoldsAsync(1, () => Service().RunWithVaultAsync(new RunOptions { From = TreeSelector.Latest, Command = "true" }));
        await HoldsAsync(1, () => Service().RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true }));
        await HoldsAsync(1, () => Service(s => s with { NewPassphraseFile = next }).RekeyAsync(new RekeyOptions { WithHistory = true }));
        await HoldsAsync(1, () => Service().VerifyAsync());
        await HoldsAsync(1, () => Service(s => s with { PassphraseFile = next }).VerifyAsync());

        string Passphrase(string name, string text)
        {
            var file = Path.Combine(alice.Root, name);
            File.WriteAllText(file, text);
            return file;
        }

        VaultService Service(Func<VaultSettings, VaultSettings>? change = null) => alice.Service(s => (change ?? (same => same))(s with
        {
            Passphrase = null,
            PassphraseFile = old,
            Storage = StorageLocation.InDirectory(Path.Combine(alice.Root, "store")),
        }));
    }

    private static async Task HoldsAsync(int vaults, Func<Task> verb) =>
        Assert.InRange(await PeakMemory.OfAsync(verb), 0, (vaults * (long)ContentSize) + Besides);

    private static void Write(Machine machine) =>
        File.WriteAllBytes(Path.Combine(machine.Secrets, "random"), RandomNumberGenerator.GetBytes(ContentSize));

    private static async Task TakesAsync(int vaults, Func<Task> verb)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await verb();
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, (vaults * (long)ContentSize) + Besides);
    }
}
