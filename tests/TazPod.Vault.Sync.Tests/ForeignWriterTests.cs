using System.Runtime.Versioning;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Hosting;
using TazPod.Vault.Options;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A program that does not know our locks writes the vault file, or works in the secrets directory, in the middle of a
/// verb.</summary>
public sealed class ForeignWriterTests
{
    private static readonly byte[] Theirs = World.NotOurVault();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_vault_that_appears_or_changes_while_a_tree_is_saved_is_not_replaced(bool isDamagedBefore)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("token", "mine"));
        Directory.CreateDirectory(Path.GetDirectoryName(alice.VaultFile)!);
        if (isDamagedBefore)
        {
            File.WriteAllText(alice.VaultFile, "cut");
        }

        // The second question is asked after the vault was read, and before the new one is written.
        var person = new Person(question => question.Contains("Repeat", StringComparison.Ordinal), () => WriteTheirs(alice));

        await Machine.FailsAsync(
            () => alice.Service(s => s with { Passphrase = null }, prompt: person).SaveAsync(new SaveOptions { Force = isDamagedBefore }), VaultErrors.WorkspaceBusy);

        Assert.Equal(Theirs, alice.VaultBytes);
    }

    [Fact]
    public async Task A_vault_that_changes_while_it_is_sealed_under_a_new_passphrase_is_not_replaced()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var next = Path.Combine(alice.Root, "next");
        File.WriteAllText(next, "battery staple");
        var opened = alice.VaultBytes;
        var modified = File.GetLastWriteTimeUtc(alice.VaultFile);

        // The same bytes again, from another program: the data that was read is right, but it is from another file than the current one.
        world.S3.Faults.On("HeadObject", Fault.Before(() =>
        {
            File.Delete(alice.VaultFile);
            File.WriteAllBytes(alice.VaultFile, opened);
            File.SetLastWriteTimeUtc(alice.VaultFile, modified.AddSeconds(1));
        }));

        await Machine.FailsAsync(() => alice.Service(s => s with { NewPassphraseFile = next }).RekeyAsync(), VaultErrors.WorkspaceBusy);

        Assert.Equal(opened, alice.VaultBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_vault_that_changes_while_one_is_pulled_without_a_passphrase_is_not_replaced(bool isCopy)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var bob = world.Machine("bob");
        await bob.Service(Unopened).PullAsync();
        await alice.PushAsync("two");

        // Without its memory it sends the request under the lock.
        File.Delete(bob.Beside("sync.json"));
        world.S3.Faults.On("GetObject", Fault.Before(() => WriteTheirs(bob)));

        await Machine.FailsAsync(
            () => bob.Service(Unopened).PullAsync(new PullOptions { Copy = isCopy ? CopySelector.AtIndex(1) : CopySelector.Latest }),
            VaultErrors.WorkspaceBusy);

        Assert.Equal(Theirs, bob.VaultBytes);

        static VaultSettings Unopened(VaultSettings settings) => settings with { Passphrase = null };
    }

    [Fact]
    public async Task A_secrets_directory_that_another_workspace_is_saving_is_left_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere a directory is not held");
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("token", "mine"));
        var asked = new TaskCompletionSource();
        using var answer = new ManualResetEventSlim();
        var person = new Person(_ => true, () =>
        {
            asked.TrySetResult();
            answer.Wait(TestContext.Current.CancellationToken);
        });
        var saving = Task.Run(() => alice.Service(s => s with { Passphrase = null }, prompt: person).SaveAsync());
        await asked.Task;
        var elsewhere = Path.Combine(alice.Root, "elsewhere", "vault.tar.aes");

        await Machine.FailsAsync(() => alice.Service(s => s with { VaultFile = elsewhere }).SaveAsync(), VaultErrors.WorkspaceBusy);

        Assert.False(File.Exists(elsewhere));
        answer.Set();
        await saving;
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_tree_with_a_link_out_of_it_is_removed_without_touching_the_target()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs modes");
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        var theirs = Path.Combine(alice.Root, "theirs");
        Directory.CreateDirectory(Path.Combine(theirs, "below"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(theirs, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        }

        File.CreateSymbolicLink(Path.Combine(alice.Secrets, PassphraseSource.CachedName), theirs);
        var before = FileFacts.Of(theirs).Mode;

        await alice.Service().LockAsync();

        Assert.False(Directory.Exists(alice.Secrets));
        Assert.Equal(before, FileFacts.Of(theirs).Mode);
        Assert.True(Directory.Exists(Path.Combine(theirs, "below")));
    }

    private static void WriteTheirs(Machine machine) => File.WriteAllBytes(machine.VaultFile, Theirs);

    // Types the passphrase while an action runs.
    private sealed class Person(Func<string, bool> when, Action happens) : IPassphrasePrompt
    {
        public bool IsAvailable => true;

        public Passphrase Ask(string question)
        {
            if (when(question))
            {
                happens();
            }

            return Passphrase.FromText("correct horse");
        }
    }
}
