using System.Runtime.Versioning;
using TazPod.Testing;
using TazPod.Testing.Processes;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Links in a workspace that can be from anyone: from a cloned repository, or from another user.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly TemporaryDirectory outside = new("outside");

    private string Precious => outside.Combine("precious");

    public static TheoryData<string, bool> OwnFiles => new MatrixTheoryData<string, bool>(
        [".lock", ".lock.holder", "sync.json", "last-content.hash"], [true, false]);

    public static TheoryData<string> Ways => ["the file", "the file, dangling", "vault", ".tazpod", "into .git"];

    public void Dispose() => outside.Dispose();

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public async Task No_verb_reads_or_writes_through_a_link_instead_of_one_of_our_files(string name, bool isThere)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.PushAsync("one");
        if (isThere)
            File.WriteAllText(Precious, "precious");
        File.Delete(alice.Beside(name));
        File.CreateSymbolicLink(alice.Beside(name), Precious);

        // A pull that finds nothing new takes no lock.
        foreach (var verb in Verbs(alice).Where((_, index) => index != 2 || !name.StartsWith(".lock", StringComparison.Ordinal)))
        {
            var failure = await Machine.FailsAsync(verb, VaultErrors.NotOurs);
            Assert.Contains(alice.Beside(name), failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(isThere ? "precious" : null, File.Exists(Precious) ? File.ReadAllText(Precious) : null);
        Assert.Equal(isThere ? [Precious] : [], Directory.EnumerateFileSystemEntries(outside.Path));

        // As the hint says.
        File.Delete(alice.Beside(name));
        await alice.Service().PullAsync();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_link_to_an_unnamed_vault_outside_its_workspace_is_not_followed(string way)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.PushAsync("one");
        var bob = world.Machine("bob");
        Lead(bob, way);
        var before = Everything(bob);

        var failure = await Machine.FailsAsync(
            () => bob.Service(settings => settings with { VaultFileIsByRule = true, Passphrase = null }).PullAsync(), VaultErrors.NotOurs);

        Assert.Contains("--vault-file=", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(before, Everything(bob));
    }

    [Fact]
    public async Task A_named_vault_can_be_a_link_and_stays_one()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.PushAsync("one");
        var bob = world.Machine("bob");
        Lead(bob, "the file, dangling");

        await bob.Service().PullAsync();

        Assert.Equal(FileKind.Link, FileFacts.Of(bob.VaultFile).Kind);
        Assert.Equal(alice.VaultBytes, File.ReadAllBytes(outside.Combine("elsewhere")));
    }

    [Fact]
    public async Task A_vault_that_is_a_pipe_is_refused_and_does_not_block()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes are made with mkfifo");
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        Directory.CreateDirectory(Path.GetDirectoryName(alice.VaultFile)!);
        NamedPipe.Make(alice.VaultFile);
        alice.Write(("token", "one"));

        foreach (var verb in Verbs(alice))
            await Machine.FailsAsync(verb, VaultErrors.InvalidSetting);
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(0b1_111_111_111)]
    [InlineData(0b0_111_111_111)]
    public async Task A_link_of_another_user_where_everyone_may_write_is_not_followed(int mode)
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        using var shared = new TemporaryDirectory("shared");
        File.SetUnixFileMode(shared.Path, (UnixFileMode)mode);
        Foreigner.Own(outside.Path);
        Foreigner.Does($"ln -s '{outside.Path}/theirs' '{shared.Path}/secrets'; ln -s '{outside.Path}/vault' '{shared.Path}/vault.tar.aes'");

        foreach (var path in new[] { "secrets", "secrets/inner" })
        {
            VaultService Service() => alice.Service(settings => settings with { SecretsDirectory = shared.Combine(path) });
            await Machine.FailsAsync(() => Service().UnlockAsync(), VaultErrors.NotOurs);
            await Machine.FailsAsync(() => Service().SaveAsync(), VaultErrors.NotOurs);
            await Machine.FailsAsync(() => Service().LockAsync(), VaultErrors.NotOurs);
        }

        await Machine.FailsAsync(
            () => alice.Service(settings => settings with { VaultFile = shared.Combine("vault.tar.aes") }).SaveAsync(), VaultErrors.NotOurs);
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside.Path));

        // A user's own link is followed.
        File.Delete(shared.Combine("secrets"));
        Directory.CreateSymbolicLink(shared.Combine("secrets"), outside.Combine("mine"));
        await alice.Service(settings => settings with { SecretsDirectory = shared.Combine("secrets") }).UnlockAsync();
        Assert.True(Directory.Exists(outside.Combine("mine")));
    }

    [Fact]
    public async Task A_location_that_leads_elsewhere_than_when_it_was_checked_is_not_used()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");

        foreach (var verb in Verbs(alice, settings => settings with { VaultFilePlace = outside.Combine("judged") }))
            await Machine.FailsAsync(verb, VaultErrors.NotOurs);
        await Machine.FailsAsync(
            () => alice.Service(settings => settings with { SecretsPlace = outside.Combine("judged") }).UnlockAsync(), VaultErrors.NotOurs);

        Assert.Empty(Directory.EnumerateFileSystemEntries(outside.Path));
    }

    [Fact]
    public async Task A_directory_in_the_path_that_becomes_a_link_during_a_request_is_not_followed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have paths only");
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.PushAsync("one");
        var bob = world.Machine("bob");
        var vault = Path.GetDirectoryName(bob.VaultFile)!;
        Directory.CreateDirectory(vault);
        world.S3.Faults.On("GetObject", 1, Fault.Before(() =>
        {
            Directory.Move(vault, vault + "-moved");
            Directory.CreateSymbolicLink(vault, outside.Path);
        }));

        await Machine.FailsAsync(() => bob.Service(settings => settings with { Passphrase = null }).PullAsync(), VaultErrors.NotOurs);

        Assert.Empty(Directory.EnumerateFileSystemEntries(outside.Path));
    }

    private static IEnumerable<Func<Task>> Verbs(Machine machine, Func<VaultSettings, VaultSettings>? alter = null) =>
    [
        () => machine.Service(alter).SaveAsync(),
        () => machine.Service(alter).PushAsync(),
        () => machine.Service(alter).PullAsync(),
        () => machine.Service(alter).UnlockAsync(),
    ];

    private void Lead(Machine machine, string way)
    {
        var vault = Path.GetDirectoryName(machine.VaultFile)!;
        var marker = Path.GetDirectoryName(vault)!;
        switch (way)
        {
            case "vault":
                Directory.CreateDirectory(marker);
                Directory.CreateSymbolicLink(vault, outside.Path);
                break;
            case ".tazpod":
                Directory.CreateDirectory(Path.GetDirectoryName(marker)!);
                Directory.CreateDirectory(outside.Combine("vault"));
                Directory.CreateSymbolicLink(marker, outside.Path);
                break;
            case "into .git":
                Directory.CreateDirectory(vault);
                Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(marker)!, ".git"));
                File.CreateSymbolicLink(machine.VaultFile, "../../.git/config");
                break;
            default:
                Directory.CreateDirectory(vault);
                File.CreateSymbolicLink(machine.VaultFile, outside.Combine("elsewhere"));
                if (way == "the file")
                    File.WriteAllText(outside.Combine("elsewhere"), "theirs");
                break;
        }
    }

    private string Everything(Machine machine) => string.Join('\n', new[] { machine.Root, outside.Path }
        .SelectMany(root => new DirectoryInfo(root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        .Select(entry => $"{entry.FullName} {FileFacts.Of(entry.FullName) with { Modified = default }}").Order(StringComparer.Ordinal));
}
