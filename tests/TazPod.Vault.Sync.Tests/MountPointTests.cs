using TazPod.Testing.Processes;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Options;

namespace TazPod.Vault.Sync.Tests;

/// <summary>TazPod's secrets directory is a tmpfs. Plaintext must not leave it, and it cannot be renamed.</summary>
public sealed class MountPointTests
{
    [Fact]
    public async Task A_mount_point_is_unlocked_edited_saved_and_locked_in_place()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("a/token", "one"), ("b", "two"));
        await alice.Service().SaveAsync();
        using var mount = Mount.TryMake(Path.Combine(alice.Root, "mnt"));
        Assert.SkipWhen(mount is null, "a tmpfs can only be mounted by root");
        var service = () => alice.Service(s => s with { SecretsDirectory = mount!.Path });
        File.WriteAllText(Path.Combine(mount!.Path, ".vault_pass"), "correct horse");

        await service().UnlockAsync();
        Assert.Equal([".vault_pass", "a/token", "b"], alice.Read(mount.Path).Keys.Order(StringComparer.Ordinal));
        Assert.False((await service().UnlockAsync()).Unlocked);

        File.WriteAllText(Path.Combine(mount.Path, "b"), "edited");
        await Machine.FailsAsync(() => service().UnlockAsync(), VaultErrors.SecretsEdited);
        var aside = (await alice.Service(s => s with { SecretsDirectory = mount.Path }).UnlockAsync(new UnlockOptions { Force = true })).SetAside!;
        Assert.StartsWith(mount.Path, aside, StringComparison.Ordinal);
        Assert.Equal("edited", alice.Read(aside)["b"]);
        Assert.Equal("two", File.ReadAllText(Path.Combine(mount.Path, "b")));

        Assert.False((await service().SaveAsync()).Saved);
        Assert.True((await service().LockAsync()).Removed);
        Assert.False((await service().LockAsync()).Removed);
        Assert.True(Directory.Exists(mount.Path));
        Assert.Equal(FileKind.Missing, FileFacts.Of(Path.Combine(mount.Path, "b")).Kind);
    }

    private sealed class Mount(string path) : IDisposable
    {
        public string Path { get; } = path;

        public static Mount? TryMake(string path)
        {
            Directory.CreateDirectory(path);
            return OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=8m,mode=0700", "tmpfs", path) == 0
                ? new Mount(path)
                : null;
        }

        public void Dispose() => Run("umount", "-l", Path);

        private static int Run(string file, params string[] arguments) => new TestCommand(file, arguments).Run().ExitCode;
    }
}
