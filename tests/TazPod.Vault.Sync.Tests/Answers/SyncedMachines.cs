using TazPod.Testing;

namespace TazPod.Vault.Sync.Tests.Answers;

/// <summary>A store behind a proxy, and machines in every state relative to it. Tests on them must not change them.</summary>
public sealed class SyncedMachines : IAsyncLifetime
{
    private World world = null!;

    internal AnswerProxy Proxy { get; private set; } = null!;

    /// <summary>The machine that pushed last.</summary>
    internal Machine Known { get; private set; } = null!;

    /// <summary>A machine with the same vault and no memory of any store.</summary>
    internal Machine Fresh { get; private set; } = null!;

    /// <summary>A machine with edits that it has not pushed.</summary>
    internal Machine Edited { get; private set; } = null!;

    /// <summary>A machine without a vault.</summary>
    internal Machine Absent { get; private set; } = null!;

    internal IEnumerable<Machine> All => [Known, Fresh, Edited, Absent];

    internal IReadOnlyList<string> Stored => world.Bucket.Keys;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        Proxy = new AnswerProxy(world.Url);
        world.Url = Proxy.Url;
        Known = await world.Prepare("known").Pushed("one");
        Edited = world.Machine("edited");
        await Edited.Service().PullAsync();
        await Edited.SaveAsync("two");
        Fresh = world.Machine("fresh");
        Absent = world.Machine("absent");
        Directory.CreateDirectory(Path.GetDirectoryName(Fresh.VaultFile)!);
        File.Copy(Known.VaultFile, Fresh.VaultFile);
        foreach (var machine in new[] { Known, Fresh, Edited })
        {
            await File.WriteAllTextAsync(Path.Combine(machine.Root, "snapshot"), "a snapshot");
            await File.WriteAllTextAsync(machine.Beside("new"), "another passphrase");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await world.DisposeAsync();
    }
}
