using System.Formats.Tar;
using System.IO.Compression;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Hosting;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Vaults that another tar packed, with names that no secrets directory can have, and with hard links.</summary>
public sealed class ForeignVaultTests
{
    [Theory]
    [InlineData(".git/config")]
    [InlineData(".tazpod/config.yaml")]
    [InlineData(".tazpod-stage/journal.json")]
    [InlineData(".tazpod-20260101T000000.local")]
    public async Task A_name_that_no_secrets_directory_can_have_is_refused_by_every_verb_that_opens(string name)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("1");
        var foreign = Sealed(File(name, "x"), File(".env", "A=b"));
        world.Bucket.Put(ObjectKeys.Latest, foreign);
        await System.IO.File.WriteAllBytesAsync(alice.VaultFile, foreign);
        var before = Directory.GetFileSystemEntries(alice.Secrets);

        var refusal = await Machine.FailsAsync(() => alice.Service().UnlockAsync(), VaultErrors.ArchiveUnsafe);
        await Machine.FailsAsync(() => alice.Service(s => s with { SecretsDirectory = alice.Secrets + "-new" }).UnlockAsync(), VaultErrors.ArchiveUnsafe);
        await Machine.FailsAsync(() => alice.Service().OpenAsync(), VaultErrors.ArchiveUnsafe);
        await Machine.FailsAsync(() => alice.Service().RunWithVaultAsync(new RunOptions { Command = "true" }), VaultErrors.ArchiveUnsafe);
        await Machine.FailsAsync(() => alice.Service().DiffAsync(), VaultErrors.ArchiveUnsafe);
        var verified = await alice.Service().VerifyAsync();

        Assert.Contains($"'{name}'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(alice.Secrets));
        Assert.False(Directory.Exists(alice.Secrets + "-new"));
        Assert.Equal(VaultCondition.Unreadable, verified.Vaults.Single(vault => vault.Name == "latest").Condition);
        Assert.Equal(ExitCode.Integrity, verified.Failure!.ExitCode);
        Assert.Contains((await world.Machine("bob").Service().PullAsync()).Notices, notice => notice.Contains("UnlockVault will refuse it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hard_links_unlock_as_copies_and_the_next_save_keeps_them_as_files()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        Directory.CreateDirectory(Path.GetDirectoryName(alice.VaultFile)!);
        var foreign = Sealed(File("prod.env", "TOKEN=one-secret"), Link("keys/again", "prod.env"), Link(".env", "keys/again"));
        await System.IO.File.WriteAllBytesAsync(alice.VaultFile, foreign);

        using (var opened = await alice.Service().OpenAsync())
        {
            Assert.Equal([".env", "keys/again", "prod.env"], opened.Paths);
            Assert.All(opened.Paths, path => Assert.Equal("TOKEN=one-secret", opened.ReadText(path)));
        }

        await alice.Service().UnlockAsync();
        Assert.Equal(3, alice.Read().Count);
        Assert.All(alice.Read().Values, text => Assert.Equal("TOKEN=one-secret", text));
        Assert.Empty((await alice.Service().DiffAsync()).Entries);
        Assert.False((await alice.Service().SaveAsync()).Saved);
        Assert.Empty((await alice.Service().PushAsync()).Notices);
        Assert.Equal("verified", (await alice.Service().VerifyAsync()).Status);
        System.IO.File.WriteAllText(Path.Combine(alice.Secrets, "new"), "2");
        Assert.True((await alice.Service().SaveAsync()).Saved);
        var difference = await alice.Service().DiffAsync(new DiffOptions { From = TreeSelector.Latest, To = TreeSelector.Local });
        Assert.Equal(["new"], difference.Entries.Select(entry => entry.Name));
        Assert.True((await alice.Service().LockAsync()).Removed);
    }

    [Theory]
    [InlineData("correct horse", true)]
    [InlineData("correct horse\n", true)]
    [InlineData("another passphrase", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task A_cached_passphrase_in_a_vault_is_unlocked_only_if_it_opens_that_vault(string? cached, bool opensIt)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        Directory.CreateDirectory(Path.GetDirectoryName(alice.VaultFile)!);
        await System.IO.File.WriteAllBytesAsync(
            alice.VaultFile, Sealed(File(".vault_pass", cached ?? new string('x', (64 << 10) + 1)), File("token", "1")));

        var notices = (await alice.Service().UnlockAsync()).Notices;

        Assert.Equal(opensIt ? [".vault_pass", "token"] : ["token"], alice.Read().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(!opensIt, notices.Any(notice => notice.Contains(".vault_pass", StringComparison.Ordinal)));

        // The user is still asked, and the unlocked tree can be locked.
        var asked = alice.Service(s => s with { Passphrase = null }, prompt: new Typing("correct horse"));
        Assert.True((await asked.LockAsync()).Removed);
    }

    [Fact]
    public async Task A_path_that_could_not_be_read_again_is_not_unlocked()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere it cannot be made");
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        var deep = string.Join('/', Enumerable.Repeat(new string('d', 200), 19)) + "/f";
        Directory.CreateDirectory(Path.GetDirectoryName(alice.VaultFile)!);
        await System.IO.File.WriteAllBytesAsync(alice.VaultFile, Sealed(File(deep, "x")));
        var root = alice.Root + "/" + new string('s', 250);

        foreach (var missing in new[] { 1, 0 })
        {
            // The longest path that the system supports, and one byte more.
            var most = 4095 - 1 - deep.Length;
            var secrets = root[..Math.Min(root.Length, most - 10)];
            secrets += "/" + new string('t', most - secrets.Length - missing);
            Directory.CreateDirectory(Path.GetDirectoryName(secrets)!);
            var service = alice.Service(s => s with { SecretsDirectory = secrets });
            if (missing == 1)
            {
                await service.UnlockAsync();
                Assert.True((await service.LockAsync()).Removed);
                continue;
            }

            var failure = await Machine.FailsAsync(() => service.UnlockAsync(), VaultErrors.FileFailed);
            Assert.Contains("--secrets", failure.Hint, StringComparison.Ordinal);
            Assert.False(Directory.Exists(secrets));
        }
    }

    private sealed class Typing(string text) : IPassphrasePrompt
    {
        public bool IsAvailable => true;

        public Passphrase Ask(string question) => Passphrase.FromText(text);
    }

    private static PaxTarEntry File(string name, string text) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), Mode = UnixFileMode.UserRead };

    private static PaxTarEntry Link(string name, string target) => new(TarEntryType.HardLink, name) { LinkName = target };

    private static byte[] Sealed(params PaxTarEntry[] entries)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        using var buffer = new TazPodSealingBuffer();
        using var passphrase = Passphrase.FromText("correct horse");
        buffer.Write(packed.ToArray());
        return buffer.Seal(passphrase).ToArray();
    }
}
