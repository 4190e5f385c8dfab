using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Links in a workspace, which whoever made it can have put there: a repository that was cloned, or another user.</summary>
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
    public async Task No_verb_reads_or_writes_through_a_link_where_a_file_of_ours_belongs(string name, bool isThere)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        await alice.Service().PushAsync();
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

        // What the hint says.
        File.Delete(alice.Beside(name));
        await alice.Service().PullAsync();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_vault_that_nobody_named_is_not_followed_out_of_its_workspace(string way)
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        await alice.Service().PushAsync();
        var bob = world.Machine("bob");
        Lead(bob, way);
        var before = Everything(bob);

        var failure = await Machine.FailsAsync(
            () => bob.Service(settings => settings with { VaultFileIsByRule = true, Passphrase = null }).PullAsync(), VaultErrors.NotOurs);

        Assert.Contains("--vault-file=", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(before, Everything(bob));
    }

    [Fact]
    public async Task A_vault_that_was_named_may_be_a_link_and_stays_one()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        await alice.Service().PushAsync();
        var bob = world.Machine("bob");
        Lead(bob, "the file, dangling");

        await bob.Service().PullAsync();

        Assert.Equal(FileKind.Link, FileFacts.Of(bob.VaultFile).Kind);
        Assert.Equal(alice.VaultBytes, File.ReadAllBytes(outside.Combine("elsewhere")));
    }

    [Fact]
    public async Task A_vault_that_is_a_pipe_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes are made with mkfifo");
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        Directory.CreateDirectory(Path.GetDirectoryName(alice.VaultFile)!);
        System.Diagnostics.Process.Start("mkfifo", alice.VaultFile).WaitForExit();
        alice.Write(("token", "one"));

        foreach (var verb in Verbs(alice))
            await Machine.FailsAsync(verb, VaultErrors.InvalidSetting);
    }

    private static IEnumerable<Func<Task>> Verbs(Machine machine) =>
    [
        () => machine.Service().SaveAsync(),
        () => machine.Service().PushAsync(),
        () => machine.Service().PullAsync(),
        () => machine.Service().UnlockAsync(),
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
