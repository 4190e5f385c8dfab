using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>No new vault is sealed under a passphrase that cannot be entered again. If an odd passphrase opens nothing, the error says what
/// is odd about it.</summary>
public sealed class OddPassphraseTests
{
    private const string Noted = "correct horse";

    public static TheoryData<string, string> Odd => new()
    {
        { "\uFEFFcorrect horse", "begins with a byte order mark" },
        { "correct horse\n", "ends in a line end" },
        { "correct horse\r", "ends in a line end" },
        { "correct horse\nsecond line", "holds more than one line" },
        { "correct\0horse", "holds a NUL" },
        { " correct horse", "begins with a blank" },
        { "c\0o\0r\0", "(saved as UTF-16?)" },
    };

    public static TheoryData<string> Verbs =>
        ["unlock", "lock", "pull", "save", "push", "verify", "rekey", "run", "diff", "diff latest", "restore", "open latest", "bootstrap"];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task It_seals_no_new_vault_unless_that_is_allowed(string odd, string why)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("token", "1"));

        var refusal = await Machine.FailsAsync(() => Service(alice, odd).SaveAsync(), VaultErrors.PassphraseUnusable);

        Assert.Equal(ExitCode.Usage, refusal.Error.ExitCode);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(["secrets"], Names(alice.Root));
        var saved = await Service(alice, odd, s => s with { AllowOddPassphrase = true }).SaveAsync();
        Assert.Contains(saved.Notices, notice => notice.Contains(why, StringComparison.Ordinal));
        Assert.False((await Service(alice, odd).UnlockAsync()).Unlocked);
        var failure = await Machine.FailsAsync(() => Service(alice, Noted).UnlockAsync(), VaultErrors.VaultDoesNotOpen);
        Assert.DoesNotContain("which", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_replaces_no_vault_that_is_set_aside()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("1");
        var before = alice.VaultBytes;
        alice.Write(("token", "2"));

        await Machine.FailsAsync(
            () => Service(alice, "lost", s => s with { NewPassphraseFile = FileOf(alice, "new", "one\ntwo\n") }).SaveAsync(new SaveOptions { Force = true }),
            VaultErrors.PassphraseUnusable);
        Assert.Equal(before, alice.VaultBytes);
        await File.WriteAllBytesAsync(alice.VaultFile, before[..30]);
        await Machine.FailsAsync(() => Service(alice, "odd ").SaveAsync(new SaveOptions { Force = true }), VaultErrors.PassphraseUnusable);

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(alice.VaultFile)!, "*.local"));
    }

    [Fact]
    public async Task It_seals_a_vault_that_it_opens_with_a_notice()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("token", "1"));
        await Service(alice, "\uFEFFhorse", s => s with { AllowOddPassphrase = true }).SaveAsync();
        alice.Write(("token", "2"));

        var saved = await Service(alice, "\uFEFFhorse").SaveAsync();

        Assert.True(saved.Saved);
        Assert.Equal(
            ["The given passphrase begins with a byte order mark; this vault stays sealed with it unchanged. RekeyVault changes that."],
            saved.Notices.Where(notice => notice.Contains("passphrase", StringComparison.Ordinal)));
        Assert.False((await Service(alice, "\uFEFFhorse").SaveAsync()).Saved);
    }

    [Fact]
    public async Task The_cached_passphrase_with_its_line_end_is_TazPods_own_habit()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("token", "1"), (".vault_pass", "cached\n"));

        var saved = await alice.Service(s => s with { Passphrase = null }).SaveAsync();

        Assert.Contains(saved.Notices, notice => notice.Contains("is part of the new passphrase, as in TazPod", StringComparison.Ordinal));
        Assert.False((await Service(alice, "cached\n").SaveAsync()).Saved);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task If_it_opens_nothing_the_line_says_what_is_odd(string verb)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        foreach (var text in new[] { ".env", "2" })
        {
            alice.Write((".env", $"A={text}"));
            await alice.Service().SaveAsync();
            await alice.Service().PushAsync();
        }

        // Bytes that nothing here remembers. Lock only works on a tree that was saved here.
        if (verb != "lock")
        {
            File.Delete(alice.Beside("sync.json"));
        }

        var bob = world.Machine("bob");
        var machine = verb is "pull" or "bootstrap" or "verify" or "open latest" ? bob : alice;
        if (verb == "save")
        {
            alice.Write((".env", "A=3"));
        }

        string said;
        if (verb == "verify")
        {
            said = string.Join('\n', (await Service(machine, Noted + "\n").VerifyAsync()).Vaults.Select(vault => vault.Detail));
        }
        else
        {
            var failure = await Assert.ThrowsAsync<VaultException>(() => RunAsync(machine, verb));
            Assert.Equal(VaultErrors.VaultDoesNotOpen.Code, failure.Error.Code);
            said = failure.Message;
            Assert.DoesNotContain("horse", failure.ToString(), StringComparison.Ordinal);
        }

        Assert.Contains("ends in a line end", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_refused_as_a_new_passphrase_too(bool withHistory)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("1");
        var (local, latest, copies) = (alice.VaultBytes, world.Latest, world.Copies);

        foreach (var odd in new[] { "\uFEFFnew\n", "new \n", "new\n\n", "p\u00E4ss" })
        {
            var file = odd == "p\u00E4ss" ? FileOf(alice, "new", Encoding.Latin1.GetBytes(odd)) : FileOf(alice, "new", odd);
            await Machine.FailsAsync(
                () => alice.Service(s => s with { NewPassphraseFile = file }).RekeyAsync(new RekeyOptions { WithHistory = withHistory }), VaultErrors.PassphraseUnusable);
        }

        Assert.Equal(local, alice.VaultBytes);
        Assert.Equal(latest, world.Latest);
        Assert.Equal(copies, world.Copies);
        var rekeyed = await alice.Service(s => s with { NewPassphraseFile = FileOf(alice, "new", "new \n"), AllowOddPassphrase = true }).RekeyAsync(new RekeyOptions { WithHistory = withHistory });
        Assert.True(rekeyed.Resealed);
        Assert.Contains(rekeyed.Notices, notice => notice.Contains("ends in a blank; the vault is sealed with it unchanged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rekeying_with_the_same_file_removes_a_line_end_from_the_passphrase()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        alice.Write(("token", "1"), (".vault_pass", "cached\n"));
        await alice.Service(s => s with { Passphrase = null }).SaveAsync();
        await alice.Service(s => s with { Passphrase = null }).PushAsync();
        VaultService Rekeying() => alice.Service(s => s with
        {
            Passphrase = null,
            NewPassphraseFile = FileOf(alice, "new", "cached\n"),
        });
        var withHistory = new RekeyOptions { WithHistory = true };

        var rekeyed = await Rekeying().RekeyAsync(withHistory);

        Assert.Equal((true, 1, 0), (rekeyed.Resealed, rekeyed.CopiesResealed, rekeyed.CopiesLeft));
        Assert.All((await Service(alice, "cached").VerifyAsync()).Vaults, vault => Assert.Equal(Results.VaultCondition.Whole, vault.Condition));
        Assert.False((await Rekeying().RekeyAsync(withHistory)).Resealed);
    }

    private static async Task RunAsync(Machine machine, string verb)
    {
        var service = Service(machine, Noted + "\n", s => verb switch
        {
            "rekey" => s with { NewPassphraseFile = FileOf(machine, "new", "new\n") },
            _ => s,
        });
        await (verb switch
        {
            "unlock" => service.UnlockAsync(),
            "lock" => service.LockAsync(),
            "pull" => service.PullAsync(),
            "save" => service.SaveAsync(),
            "push" => service.PushAsync(),
            "rekey" => service.RekeyAsync(),
            "run" => service.RunWithVaultAsync(new RunOptions { Command = "true" }),
            "restore" => service.RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true }),
            "bootstrap" => service.BootstrapAsync(),
            "open latest" => service.OpenAsync(TreeSelector.Latest),
            "diff latest" => service.DiffAsync(new DiffOptions { From = TreeSelector.Latest }),
            _ => (Task)service.DiffAsync(),
        });
    }

    private static VaultService Service(Machine machine, string passphrase, Func<VaultSettings, VaultSettings>? change = null) =>
        machine.Service(s => (change?.Invoke(s) ?? s) with { Passphrase = Passphrase.FromText(passphrase) });

    private static string FileOf(Machine machine, string name, string text) => FileOf(machine, name, Encoding.UTF8.GetBytes(text));

    private static string FileOf(Machine machine, string name, byte[] bytes)
    {
        var file = Path.Combine(machine.Root, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static IEnumerable<string?> Names(string directory) => Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName);
}
