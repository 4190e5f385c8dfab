using TazPod.MSBuild.Tests.Support;
using TazPod.Testing;
using TazPod.Vault;
using TazPod.Vault.Hosting;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TaskItem = Microsoft.Build.Utilities.TaskItem;

namespace TazPod.MSBuild.Tests;

/// <summary>The task of TazPod.MSBuild next to others that use the same vault.</summary>
public sealed class VaultTaskTests
{
    [Fact]
    public async Task It_waits_for_its_turn_when_another_project_works_on_the_same_vault()
    {
        using var directory = new TemporaryDirectory("turn");
        Directory.CreateDirectory(directory.Combine("secrets"));
        await File.WriteAllTextAsync(directory.Combine("secrets", "token"), "a secret", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(directory.Combine("passphrase"), "a passphrase", TestContext.Current.CancellationToken);
        await Service(directory, () => Task.CompletedTask).SetupStorageAsync(TestContext.Current.CancellationToken);
        await Service(directory, () => Task.CompletedTask).SaveAsync(cancellationToken: TestContext.Current.CancellationToken);
        var (holds, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        var other = Task.Run(() => Service(directory, async () =>
        {
            holds.SetResult();
            await released.Task;
        }).PushAsync(cancellationToken: TestContext.Current.CancellationToken));
        await holds.Task;
        var said = new List<string>();
        var log = new TaskLog(line =>
        {
            said.Add(line);
            if (line.StartsWith("waiting: ", StringComparison.Ordinal))
                released.TrySetResult();
        });
        using var task = Pull(directory, log);

        var isWell = await Task.Run(task.Execute, TestContext.Current.CancellationToken);
        released.TrySetResult();
        var pushed = await other;

        Assert.True(isWell, string.Join('\n', log.Errors));
        Assert.Equal("unchanged", task.Status);
        Assert.Single(said, line => line.StartsWith("waiting: ", StringComparison.Ordinal));
        Assert.Equal("pushed", pushed.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_status_speaks_of_secrets_only_if_the_project_names_their_directory(bool isNamed)
    {
        using var directory = new TemporaryDirectory("status");
        await Service(directory, () => Task.CompletedTask).SetupStorageAsync(TestContext.Current.CancellationToken);
        var said = new List<string>();
        using var task = Pull(directory, new TaskLog(said.Add));
        task.Verb = "VaultStatus";
        task.Settings = [.. task.Settings.Where(setting => isNamed || setting.ItemSpec != "secrets")];

        Assert.True(await Task.Run(task.Execute, TestContext.Current.CancellationToken), string.Join('\n', said));

        Assert.Equal(isNamed, said.Any(line => line.Contains("secrets", StringComparison.Ordinal)));
    }

    private static VaultService Service(TemporaryDirectory directory, Func<Task> beforeStore)
    {
        var settings = new VaultSettings
        {
            Storage = StorageLocation.InDirectory(directory.Combine("store")),
            Bucket = "vaults",
            VaultFile = directory.Combine("there", "vault.tar.aes"),
            SecretsDirectory = directory.Combine("secrets"),
            PassphraseFile = directory.Combine("passphrase"),
        };
        return VaultService.Open(settings, new VaultServiceOptions
        {
            OpenStore = () =>
            {
                beforeStore().GetAwaiter().GetResult();
                return new DirectoryStore(settings.Storage.Directory!, settings.Bucket, TimeProvider.System);
            },
        });
    }

    private static VaultTask Pull(TemporaryDirectory directory, TaskLog log) => new()
    {
        BuildEngine = log,
        Verb = "PullVault",
        Package = directory.Path,
        ProjectFile = directory.Combine("app.csproj"),
        Settings =
        [
            Setting("storage", $"file:{directory.Combine("store")}"),
            Setting("bucket", "vaults"),
            Setting("vault-file", directory.Combine("there", "vault.tar.aes")),
            Setting("secrets", directory.Combine("secrets")),
            Setting("passphrase-file", directory.Combine("passphrase")),
        ],
    };

    private static TaskItem Setting(string name, string value) => new(name, new Dictionary<string, string> { ["Value"] = value });
}
