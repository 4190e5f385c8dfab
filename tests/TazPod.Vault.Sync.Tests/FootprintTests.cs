using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Secrets.Swap;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A verb that fails leaves behind no workspace, lock or directory that did not exist before.</summary>
public sealed class FootprintTests
{
    [Fact]
    public async Task A_pull_or_save_that_fails_leaves_no_workspace_behind()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");

        await Machine.FailsAsync(() => alice.Service().PullAsync(), VaultErrors.ObjectNotFound);
        await Machine.FailsAsync(() => alice.Service().BootstrapAsync(), VaultErrors.ObjectNotFound);
        await Machine.FailsAsync(() => alice.Service().SaveAsync(), VaultErrors.SecretsNotFound);

        Assert.Empty(Directory.EnumerateFileSystemEntries(alice.Root));
    }

    [Fact]
    public async Task A_verb_that_fails_in_a_workspace_leaves_its_lock_there()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        Directory.CreateDirectory(Path.GetDirectoryName(alice.VaultFile)!);

        await Machine.FailsAsync(() => alice.Service().PullAsync(), VaultErrors.ObjectNotFound);

        Assert.True(File.Exists(alice.Beside(".lock")));
    }

    [Fact]
    public async Task A_failed_setup_leaves_nothing_and_a_successful_one_saves_the_first_push_the_probe()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        world.S3.Faults.On(request => request.Method == "PUT", Fault.Status(403, "AccessDenied"));

        await Machine.FailsAsync(() => alice.Service().SetupStorageAsync(), VaultErrors.AccessDenied);
        Assert.Empty(Directory.EnumerateFileSystemEntries(alice.Root));

        world.S3.Faults.Clear();
        await alice.Service().SetupStorageAsync();
        await alice.SaveAsync("one");
        world.S3.ResetRequests();
        await alice.Service().PushAsync();
        Assert.Equal(4, world.S3.Requests.Count);
    }

    [Fact]
    public async Task A_verb_that_waits_for_a_lock_file_that_was_replaced_gets_the_new_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere an open file is not taken away");
        await using var world = await World.StartAsync();
        var file = Path.Combine(world.Machine("alice").Root, "dir", ".lock");
        var first = (await ExclusiveFile.TryTakeAsync(file, TimeSpan.Zero, TimeProvider.System, default))!;
        var waiting = ExclusiveFile.TryTakeAsync(file, TimeSpan.FromSeconds(30), TimeProvider.System, default);
        File.Delete(file);
        first.Dispose();

        using var second = await waiting;

        Assert.NotNull(second);
        Assert.Null(await ExclusiveFile.TryTakeAsync(file, TimeSpan.Zero, TimeProvider.System, default));
    }

    [Fact]
    public async Task A_failed_unlock_removes_the_directories_that_it_created()
    {
        await using var world = await World.StartAsync();
        var root = world.Machine("alice").Root;
        var swap = new RenameSwap(Path.Combine(root, "a", "b", "secrets"));

        swap.Stage();
        swap.Recover();

        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
    }
}
